"""The real server in a process of its own, with the clock standing still as in every test."""

from app import serve
from app.core import clock
from tests.seeded import NOW

if __name__ == "__main__":
    with clock.frozen(NOW):
        serve.main()
