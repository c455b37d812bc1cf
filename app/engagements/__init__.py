"""The log: what the city did with whom, what came of it, who promised what.

Owns: engagements, follow-ups, drafts as typed, and the last-engaged dates kept on what an
engagement touches.
"""
