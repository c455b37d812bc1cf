"""The examination of pages finds what is wrong with one, also where it takes a short way."""

from __future__ import annotations

import pytest

from tests.client import PageFault, audit_page

SOUND = '<ul><li><a href="/?a=1&amp;b=2">One</a></li><li><a href="/2">Two &lt; three</a></li></ul>'
MARKUP = (
    "<p>1 < 2</p>",
    "<p>&nosuch;</p>",
    "<p>a\x01</p>",
    '<p title="one" title="two">Three</p>',
    '<p title="one"lang="en">Two</p>',
    '<a href="/?a=1&copy=2">One</a>',
    '<table aria-label="One"><tr><td>1</td></tr><tr><td>2</td></tr><tr><div>3</div></tr></table>',
    "<ul><li>One</li><li>Two</li><li>Three</ul></li>",
)
CONTENT = (
    '<p style="color: red">One</p>',
    '<a href="javascript:void(0)">One</a>',
    '<p id="one"></p><p id="one"></p>',
    '<input name="one" aria-describedby="two" aria-label="One">',
    '<input name="one">',
    '<form method="post"></form>',
    '<img src="/one.png">',
    "<p>{{ one }}</p>",
    "<table><tr><td>1</td></tr></table>",
)


def test_sound_fragment_passes() -> None:
    audit_page(SOUND, is_fragment=True)


@pytest.mark.parametrize("html", MARKUP + CONTENT)
def test_fault_is_found_beside_what_is_sound(html: str) -> None:
    audit_page(SOUND, is_fragment=True)
    with pytest.raises(PageFault):
        audit_page(f"{SOUND}{html}", is_fragment=True)
