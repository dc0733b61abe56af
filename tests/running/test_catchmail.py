import os
import smtplib
import subprocess
import time
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from mendrun import paths
from mendrun.ports import unused_port
from mendrun.supervisor import Program, Supervisor


def sent_message() -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Größe", "clinic@mend.example", "physician@mend.example"
    message.set_content("One line.\n.\nA line of one dot above.\n")
    message.add_attachment(bytes(range(256)), maintype="application", subtype="pdf", filename="report.pdf")
    return message


def connected(port: int) -> smtplib.SMTP:
    deadline = time.monotonic() + 20
    while True:
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=5)
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_each_message_becomes_one_file_as_it_was_sent(tmp_path: Path, supervisor: Supervisor) -> None:
    port, folder = unused_port(), tmp_path / "mail"
    command = (str(paths.PYTHON), "manage.py", "catchmail", "--port", str(port), "--dir", str(folder))
    supervisor.start(Program("mail", command, tmp_path / "log", dict(os.environ), paths.ROOT))
    with connected(port) as line:
        line.send_message(sent_message())
        line.send_message(sent_message(), to_addrs=["hidden@mend.example"])
    caught = [message_from_bytes(file.read_bytes()) for file in sorted(folder.iterdir())]
    assert [message["Delivered-To"] for message in caught] == ["physician@mend.example", "hidden@mend.example"]
    assert caught[0].get_payload()[0].get_payload() == "One line.\r\n.\r\nA line of one dot above.\r\n"
    assert caught[0].get_payload()[1].get_payload(decode=True) == bytes(range(256))


def test_without_a_folder_it_says_what_is_missing() -> None:
    command = [str(paths.PYTHON), "manage.py", "catchmail"]
    env = {**os.environ, "MEND_MAIL_DIR": ""}
    done = subprocess.run(command, env=env, cwd=paths.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Name a folder with --dir or in MEND_MAIL_DIR." in done.stderr
