"""Visits: a foreign city's office asks to come, and the city answers, prepares and reports.

Owns: requests for visits with their answers, the programme hour by hour, how many visits a host
unit can take in a month, the public form and the public calendar. A visit that was held is an
engagement of the log.
"""
