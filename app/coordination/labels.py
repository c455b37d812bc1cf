"""What the verbs and fields of the coordination group are called."""

from app.core.i18n import _l, actions, fields

actions(
    {
        "seat.create": _l("Seat added"),
        "seat.update": _l("Seat edited"),
        "seat.verify": _l("Verified against the source"),
        "seat.end": _l("Seat ended"),
        "seat.remove": _l("Seat removed"),
        "seat_member.create": _l("Member added"),
        "seat_member.update": _l("Membership edited"),
        "seat_member.end": _l("Membership ended"),
        "seat_member.hand_over": _l("Handed over"),
    }
)
fields(
    "seat",
    {
        "name_en": _l("Name in English"),
        "name_fi": _l("Name in Finnish"),
        "name_sv": _l("Name in Swedish"),
        "unit_id": _l("Unit"),
        "position": _l("Place in the list"),
        "note": _l("Note"),
        "started_on": _l("In the group from"),
        "ended_on": _l("In the group until"),
        "source": _l("Source"),
        "evidence_on": _l("Date of the source"),
        "verified_on": _l("Verified on"),
        "verified_by_name": _l("Verified by"),
        "is_demonstration": _l("Demonstration data"),
    },
)
fields(
    "seat_member",
    {
        "seat_id": _l("Seat"),
        "user_id": _l("Account"),
        "name": _l("Name"),
        "title": _l("Title"),
        "is_chair": _l("Chairs the group"),
        "started_on": _l("Holds the seat from"),
        "ended_on": _l("Holds the seat until"),
    },
)
