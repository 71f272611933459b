"""The command line on a terminal, which only there asks for credentials and draws progress."""

import os
import pty
import select
import signal
import socket
import termios
import time

from conftest import KEY, SECRET, program

LIMIT = 20  # seconds


def on_terminal(arguments, environment, answers):
    """Runs the command on a terminal and answers its prompts; gives its exit code and all that was shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(program("bge-private"), ["bge-private", *arguments], environment)
    shown, end = b"", time.monotonic() + LIMIT
    answers = list(answers)
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
        if answers and shown.endswith(answers[0][0]):
            prompt, answer = answers.pop(0)
            assert echoes(terminal) == (b"secret" not in prompt)
            os.write(terminal, answer)
    status = ended(pid, shown)
    assert echoes(terminal)
    os.close(terminal)
    assert not answers, shown
    return os.waitstatus_to_exitcode(status), shown


def ended(pid, shown):
    """Waits for the command to end, and gives its status. One that does not end is killed."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise AssertionError(f"still running after {LIMIT} s: {shown}")


def echoes(terminal):
    """Whether the terminal shows what is typed."""
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def environment(folder, **more):
    return {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "TERM": "xterm", **more}


def test_credentials_are_asked_for_and_the_secret_is_not_echoed(mock_platform, tmp_path):
    code, shown = on_terminal(
        ["shorturls", "--url", "https://a.example", "--base-url", mock_platform],
        environment(tmp_path),
        [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", SECRET.encode() + b"\n")])
    assert code == 0, shown
    assert b"https://2i1i.cn/UouT" in shown
    assert KEY.encode() in shown and SECRET.encode() not in shown


def test_a_wrong_secret_is_refused(mock_platform, tmp_path):
    code, shown = on_terminal(
        ["sts-token", "--base-url", mock_platform],
        environment(tmp_path),
        [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", b"another\n")])
    assert code == 6, shown
    assert b"another" not in shown


def test_an_interrupted_prompt_leaves_the_terminal_as_it_was(mock_platform, tmp_path):
    code, shown = on_terminal(
        ["sts-token", "--base-url", mock_platform],
        environment(tmp_path),
        [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", b"half a sec\x03")])
    assert code == 130, shown
    assert b"interrupted" in shown and b"half" not in shown


def test_an_upload_shows_its_progress(mock_platform, tmp_path):
    image = tmp_path / "large.png"
    image.write_bytes(bytes(8 * 1024 * 1024))
    credentials = {"BGE_PRIVATE_APP_KEY": KEY, "BGE_PRIVATE_APP_SECRET": SECRET}
    code, shown = on_terminal(
        ["image-upload", "--image", str(image), "--base-url", mock_platform],
        environment(tmp_path, **credentials), [])
    assert code == 0, shown
    assert b"/8.00 MiB" in shown


def test_several_uploads_show_a_bar_each(slow_platform, tmp_path):
    images = [tmp_path / f"large-{number}.png" for number in range(6)]
    for image in images:
        image.write_bytes(bytes(8 * 1024 * 1024))
    credentials = {"BGE_PRIVATE_APP_KEY": KEY, "BGE_PRIVATE_APP_SECRET": SECRET}
    code, shown = on_terminal(
        ["image-upload", *map(str, images), "--base-url", slow_platform],
        environment(tmp_path, **credentials), [])
    assert code == 0, shown
    for image in images:
        assert image.name.encode() in shown
    assert shown.count(b'"size":8820') == len(images)


PAYMENT = ["bgicoin-withdraw", "--account-name", "a", "--amount", "1", "--order-type", "online", "--order-id", "order-0001"]
QUESTION = b"Continue? [y/N] "


def pay(folder, answer):
    # A platform that is not on this machine, and does not exist.
    return on_terminal(
        [*PAYMENT, "--base-url", "https://bge.invalid", "--retries", "0", "--lang", "en"],
        environment(folder, BGE_PRIVATE_APP_KEY=KEY, BGE_PRIVATE_APP_SECRET=SECRET),
        [(QUESTION, answer)])


def test_a_payment_is_made_only_after_a_confirmation(tmp_path):
    for answer in [b"n\n", b"\n", b"yes please\n"]:
        code, shown = pay(tmp_path, answer)
        assert code == 2, shown
        assert b"bge.invalid/service/bgicoin/withdraw" in shown
        assert b"not confirmed; nothing was sent" in shown
    for answer in [b"y\n", b"Yes\n"]:
        code, shown = pay(tmp_path, answer)
        assert code == 5, shown  # the platform does not exist


def test_a_mock_is_not_asked_about(mock_platform, tmp_path):
    code, shown = on_terminal(
        [*PAYMENT, "--base-url", mock_platform],
        environment(tmp_path, BGE_PRIVATE_APP_KEY=KEY, BGE_PRIVATE_APP_SECRET=SECRET), [])
    assert code == 0, shown


def log_in(folder, url, secret, *more):
    return on_terminal(
        ["login", "--base-url", url, "--lang", "en", *more], environment(folder),
        [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", secret.encode() + b"\n")])


def test_a_profile_is_written_and_used(mock_platform, tmp_path):
    file = tmp_path / "bge-private" / "profiles.toml"
    code, shown = log_in(tmp_path, mock_platform, SECRET)
    assert code == 0, shown
    assert SECRET.encode() not in shown
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    code, shown = log_in(tmp_path, mock_platform, SECRET, "--profile", "test")
    assert code == 0, shown
    for profile in [[], ["--profile", "test"]]:
        code, shown = on_terminal(["sts-token", *profile], environment(tmp_path), [])
        assert code == 0, shown
    code, shown = on_terminal(["logout"], environment(tmp_path), [])
    assert code == 0, shown
    assert "default" not in file.read_text() and "test" in file.read_text()


def test_a_wrong_secret_is_not_written(mock_platform, tmp_path):
    file = tmp_path / "bge-private" / "profiles.toml"
    code, shown = log_in(tmp_path, mock_platform, "another-secret")
    assert code == 6, shown
    assert b"--no-probe" in shown and not file.exists()
    code, shown = log_in(tmp_path, mock_platform, "another-secret", "--no-probe")
    assert code == 0, shown
    assert "another-secret" in file.read_text()


def test_notes_are_shown_only_on_a_terminal(mock_platform, tmp_path):
    credentials = environment(tmp_path, BGE_PRIVATE_APP_KEY=KEY, BGE_PRIVATE_APP_SECRET=SECRET)
    line = ["sts-token", "--base-url", mock_platform]
    code, shown = on_terminal(line, credentials, [])
    assert code == 0 and b"secrets are hidden" in shown, shown
    code, shown = on_terminal([*line, "--quiet"], credentials, [])
    assert code == 0 and b"secrets are hidden" not in shown, shown


def test_the_end_of_the_input_is_no_answer(tmp_path):
    for answers in [
            [(b"app key: ", b"\x04")],
            [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", b"\x04")]]:
        code, shown = on_terminal(["login", "--lang", "en"], environment(tmp_path), answers)
        assert code == 4, shown
        assert b"no credentials were entered" in shown, shown
    code, shown = pay(tmp_path, b"\x04")
    assert code == 2, shown
    assert QUESTION + b"\r\n" in shown and b"not confirmed; nothing was sent" in shown, shown


def test_an_interrupt_after_a_prompt_names_the_files(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for name in ["1.png", "2.png"]:
            (tmp_path / name).write_bytes(b"image")
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(tmp_path)
            line = ["image-upload", "1.png", "2.png", "--base-url", url, "--lang", "en", "--quiet"]
            os.execve(program("bge-private"), ["bge-private", *line], environment(tmp_path))
        shown = b""
        for prompt, answer in [(b"app key: ", KEY.encode() + b"\n"), (b"app secret: ", SECRET.encode() + b"\n")]:
            while not shown.endswith(prompt):
                shown += os.read(terminal, 65536)
            os.write(terminal, answer)
        connections = [silent.accept()[0] for _ in range(2)]
        for connection in connections:
            connection.recv(65536)
        os.write(terminal, b"\x03")
        status = ended(pid, shown)
        shown += os.read(terminal, 65536)
        os.close(terminal)
        for connection in connections:
            connection.close()
    assert os.waitstatus_to_exitcode(status) == 130, shown
    for name in [b"1.png", b"2.png"]:
        assert name + b": it is unknown whether the call was carried out\r\n" in shown, shown
