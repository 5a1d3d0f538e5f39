"""The command line: JSON to stdout alone, all else to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

from coach.answer import Answer, Kind, Review, Stage
from coach.errors import CoachError, InputError
from coach.settings import Settings, load_settings

__all__ = ["main"]

_KINDS = [kind for kind in get_args(Kind) if kind not in ("refusal", "no_guidance")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace, Settings], int] = options.command
        return command(options, load_settings())
    except CoachError as error:
        _say(str(error))
    except KeyboardInterrupt:
        _say("Stopped.")
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing is left to say
    except Exception as error:  # noqa: BLE001 - the last line of defence: a sentence instead of a traceback
        _say(f"Something went wrong that should not have ({type(error).__name__}: {str(error)[:200]}).")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coach", description="Networking coach / 人脈コーチ")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    ask = _add(commands, "ask", _ask, "ask anything; '-' reads the text from standard input")
    ask.add_argument("text", metavar="TEXT")
    ask.add_argument("--kind", choices=_KINDS)
    _add_common(ask)

    check = _add(commands, "check", _check, "check a draft for over-asking")
    check.add_argument("file", metavar="FILE", nargs="?", default="-", help="a text file, or '-' for standard input")
    check.add_argument("--stage", choices=get_args(Stage), help="how well you know them")
    check.add_argument("--history", metavar="TEXT", help="what you asked and gave lately, in your own words")
    _add_common(check)

    search = _add(commands, "search", _search, "search the material")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=_count, default=5, metavar="N", help="how many passages (1 to 100)")
    search.add_argument("--source", choices=["guides", "mine", "all"], default="all")
    search.add_argument("--json", action="store_true")

    ingest = _add(commands, "ingest", _ingest, "take in your own material (.md .txt .pdf .docx .html)")
    ingest.add_argument("paths", metavar="PATH", nargs="+")
    ingest.add_argument("--json", action="store_true")

    ui = _add(commands, "ui", _ui, "open the chat page")
    ui.add_argument("--port", type=int, default=8501)

    doctor = _add(
        commands, "doctor", _doctor, "say what is installed, where data lives, what is wrong and how to mend it"
    )
    doctor.add_argument("--json", action="store_true")

    evaluate = _add(commands, "eval", _eval, "run the evaluation")
    evaluate.add_argument("suite", metavar="SUITE", nargs="?")
    evaluate.add_argument("--json", action="store_true")
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace, Settings], int],
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--contact", metavar="NAME", help="who it is about")
    parser.add_argument("--lang", choices=["ja", "en"], default="auto")
    parser.add_argument("--json", action="store_true")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError("a number from 1 to 100")
    return number


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from coach.build import open_coach

    text = _read("-") if options.text == "-" else options.text
    with open_coach(settings, once=True) as coach:
        _say_notices(coach.library.notices)
        answer = coach.ask(text, options.kind, options.contact, options.lang)
    _print(answer.model_dump_json() if options.json else _answer_text(answer))
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from coach import asking

    text = _read(options.file)
    if not text.strip():
        raise InputError("There is no text to check. / 確認する文章がありません。")
    language = settings.lang if options.lang == "auto" else options.lang
    review = asking.check(text, stage=options.stage, history=options.history, language=language)
    if options.contact:
        _say("There is no book of contacts yet; the check used --stage and --history alone.")
    _print(review.model_dump_json() if options.json else _review_text(review))
    return 0


def _search(options: argparse.Namespace, settings: Settings) -> int:
    from pydantic import TypeAdapter

    from coach.answer import Passage
    from coach.build import open_coach

    with open_coach(settings, once=True) as coach:
        found = coach.search(options.query, options.k, options.source)
    if options.json:
        _print(TypeAdapter(list[Passage]).dump_json(found).decode())
    for passage in [] if options.json else found:
        _print(f"{passage.score:.3f}  {passage.heading}  ({passage.passage_id})\n       {passage.text[:120]!s}\n")
    return 0


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    from coach.build import open_coach

    with open_coach(settings) as coach:
        report = coach.ingest(options.paths)
    for failure in report.failed:
        _say(f"{failure.path}: {failure.why}")
    if options.json:
        _print(report.model_dump_json())
    else:
        _print(
            f"added {report.added}, changed {report.changed}, unchanged {report.unchanged}, removed {report.removed}, "
            f"failed {len(report.failed)}; {report.passages} passages of your own, {report.seconds:.1f} s"
        )
    done = report.added + report.changed + report.unchanged + report.removed
    return 1 if report.failed and not done else 0


def _ui(options: argparse.Namespace, settings: Settings) -> int:
    from coach.page import serve

    return serve(options.port, settings)


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from coach.doctor import examine

    report = examine(settings)
    _print(report.model_dump_json() if options.json else report.as_text())
    return 0 if report.ok else 1


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    from coach.page import run_evaluation

    return run_evaluation(options.suite, as_json=options.json)


def _read(name: str) -> str:
    """A file or standard input as text."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{'The input' if name == '-' else name} is not text in UTF-8.") from None


def _answer_text(answer: Answer) -> str:
    lines = [answer.text]
    for message in [answer.message, *answer.also] if answer.message else []:
        subject = f"件名：{message.subject}" if message.language == "ja" else f"Subject: {message.subject}"
        lines += ["─" * 40, subject if message.subject else "", message.body, "─" * 40]
    if answer.review and answer.kind == "self_check":
        lines += [_load_text(answer.review), *(["─" * 40, answer.review.rewrite] if answer.review.rewrite else [])]
    lines += [f"? {question}" for question in answer.questions]
    lines += [f"! {problem.detail}" for problem in answer.problems]
    lines += answer.notices
    lines += [f"[{citation.n}] {citation.heading}（{citation.guide}）" for citation in answer.citations]
    lines.append(f"— {answer.written_by}")
    return "\n".join(line for line in lines if line)


def _review_text(review: Review) -> str:
    lines = [_load_text(review), review.summary]
    lines += [f"- {finding.why} {finding.suggestion}" for finding in review.findings]
    if review.rewrite:
        lines += ["─" * 40, review.rewrite]
    return "\n".join(line for line in lines if line)


def _load_text(review: Review) -> str:
    parts = [f"  {part.points:+d}  {part.label}" for part in review.parts]
    return "\n".join([f"{review.verdict}  {review.load}/100", *parts])


def _say_notices(notices: list[str]) -> None:
    for notice in notices:
        _say(notice)


def _print(text: str) -> None:
    print(text)  # noqa: T201 - this is the command's output


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - and this what is said about it


def _speak_utf8() -> None:
    """Japanese must come out whole whatever the locale; lone surrogates become question marks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
