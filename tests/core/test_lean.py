"""Templates without their indentation say the same words."""

from __future__ import annotations

from flask import Flask

PAGE = """
<p>
  {% if kind %}<b>{{ kind }}</b>{% endif %}
  <span>from here</span>
  {% for each in kind %}
    {{ each }}
  {% endfor %}
</p>
  {% if kind %}
    <p>on a line of its own</p>
  {% endif %}
"""


def test_words_behind_a_block_stay_apart(app: Flask) -> None:
    drawn = app.jinja_env.from_string(PAGE).render(kind="ab")
    assert drawn == (
        "\n<p>\n<b>ab</b> <span>from here</span>\n a\n b\n</p>\n<p>on a line of its own</p>\n"
    )
