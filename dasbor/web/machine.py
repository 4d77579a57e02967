"""What a visitor is told about the machine: nothing. No path, no version of Python or Streamlit, no identity of the installation.

Streamlit sends all of it with every new session, for its telemetry and its menu of developers; neither is in use here.
"""

import hashlib
from pathlib import Path

from dasbor.words.streamlit_inside import ForwardMsg, change_greeting

_IDENTITY = ("installation_id", "installation_id_v3", "installation_id_v4")


def say_nothing() -> None:
    """Let new sessions tell their browser only what it needs, and answer no question about the repository."""
    change_greeting(_without)


def _without(message: ForwardMsg) -> ForwardMsg:
    session = message.new_session
    session.main_script_path = Path(session.main_script_path).name
    about, who = session.initialize.environment_info, session.initialize.user_info
    # a browser that finds another version loads the page again, with the scripts of the new one: it must see that it is another
    mark = hashlib.sha256(f"{who.installation_id_v3} {about.streamlit_version}".encode()).hexdigest()[:12]
    about.Clear()
    about.streamlit_version = mark
    for field in who.DESCRIPTOR.fields_by_name:
        if field in _IDENTITY:
            who.ClearField(field)
    who.SetInParent()
    return message
