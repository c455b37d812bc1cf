-- PostgreSQL: a role for the application that does not own the tables. It reads and writes rows, and
-- can neither change the schema nor switch off the triggers that keep history and accepted reviews.
-- Run once by the role that owns the tables and runs the migrations; what it makes later is granted
-- as well. Give the new role its password with \password kumppani_app.
CREATE ROLE kumppani_app LOGIN;
GRANT USAGE ON SCHEMA public TO kumppani_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kumppani_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kumppani_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kumppani_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO kumppani_app;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM kumppani_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
