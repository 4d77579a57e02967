"""docs/keamanan.md keeps its word: every point of ASVS level 1 stands in a table, and every test that it names exists.

Also the few points that are about the sources themselves.
"""

import ast
import re
import tomllib
from functools import cache

import pytest

from dasbor.words import paths

DOCUMENT = paths.ROOT / "docs" / "keamanan.md"
LEVEL_1 = {
    "1.2": range(1, 6),
    "1.3": range(1, 3),
    "1.5": (1,),
    "2.1": (1,),
    "2.2": range(1, 3),
    "2.3": (1,),
    "3.2": range(1, 3),
    "3.3": (1,),
    "3.4": range(1, 3),
    "3.5": range(1, 4),
    "4.1": (1,),
    "4.4": (1,),
    "5.2": range(1, 3),
    "5.3": range(1, 3),
    "6.1": (1,),
    "6.2": range(1, 9),
    "6.3": range(1, 3),
    "6.4": range(1, 3),
    "7.2": range(1, 5),
    "7.4": range(1, 3),
    "8.1": (1,),
    "8.2": range(1, 3),
    "8.3": (1,),
    "9.1": range(1, 4),
    "9.2": (1,),
    "10.4": range(1, 6),
    "11.3": range(1, 3),
    "11.4": (1,),
    "12.1": (1,),
    "12.2": range(1, 3),
    "13.4": (1,),
    "14.2": (1,),
    "14.3": (1,),
    "15.1": (1,),
    "15.2": (1,),
    "15.3": (1,),
}
"""Section → its points of level 1 in OWASP ASVS 5.0.0."""
OWN = ("app.py", "server.py", "dasbor", "etl", "pages")


def table(heading):
    """Rows of the table below a heading, as lists of cells."""
    part = DOCUMENT.read_text(encoding="utf-8").partition(f"### {heading}\n")[2].partition("\n### ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in part.splitlines() if line.startswith("|")]
    assert len(rows) > 2, heading
    return rows[2:]


@cache
def functions(file):
    path = paths.ROOT / "tests" / file
    if not path.is_file():
        return frozenset()
    return frozenset(one.name for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.FunctionDef))


def named(cell):
    """The tests that a cell names: (file, function)."""
    return re.findall(r"`([\w/]+\.py)::(\w+)`", cell)


def test_every_point_of_level_1_stands_in_one_table():
    wanted = [f"{section}.{point}" for section, points in LEVEL_1.items() for point in points]
    assert len(wanted) == 70
    met, unmet = ([row[0] for row in table(name)] for name in ("Terpenuhi", "Tidak terpenuhi"))
    outside = [number for row in table("Tidak berlaku") for number in row[0].split(", ")]
    assert sorted(met + unmet + outside) == sorted(wanted)
    assert not set(wanted) & {row[0] for row in table("Di atas tingkat 1 yang penting di sini")}


@pytest.mark.parametrize("heading", ["Terpenuhi", "Di atas tingkat 1 yang penting di sini"])
def test_every_row_names_tests_that_exist_or_says_why_not(heading):
    wrong = []
    for number, point, how, tested in table(heading):
        tests = named(tested)
        assert point, number
        assert how, number
        if not tests and not re.match(r"tanpa uji: .{20,}", tested):
            wrong.append(f"{number}: no test and no reason")
        wrong += [f"{number}: {file}::{name}" for file, name in tests if name not in functions(file)]
        if tests and len(tests) != tested.count("`") // 2:
            wrong.append(f"{number}: not understood: {tested}")
    assert wrong == []


def test_what_is_not_met_or_does_not_apply_says_why():
    for row in table("Tidak terpenuhi"):
        assert len(row[2]) > 50, row[0]
        assert all(name in functions(file) for file, name in named(row[2])), row[0]
    assert all(len(row[1]) > 15 for row in table("Tidak berlaku"))


def test_files_that_the_document_names_exist():
    text = DOCUMENT.read_text(encoding="utf-8")
    found = set(re.findall(r"`((?:dasbor|etl|deploy|tests|docs|data)/[\w/.*-]+)(?=`|:[a-z])", text)) | {
        f"docs/{name}" for name in re.findall(r"\]\((\w+\.md)\)", text)
    }
    assert len(found) > 15
    assert [name for name in found if not list(paths.ROOT.glob(name.rstrip(".")))] == []


# --- what the sources themselves show


@cache
def sources():
    found = {}
    for name in OWN:
        place = paths.ROOT / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            found[path.relative_to(paths.ROOT).as_posix()] = path.read_text(encoding="utf-8")
    assert len(found) > 200
    return found


def trees(pattern):
    """The sources in which a pattern stands, parsed: whether it stands in code is for the tree to say."""
    found = {name: ast.parse(text) for name, text in sources().items() if re.search(pattern, text)}
    assert found
    return found


def calls(tree):
    """Names of what is called, plain or of a module: "eval", "os.system"."""
    found = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    plain = {one.id for one in found if isinstance(one, ast.Name)}
    return plain | {
        f"{one.value.id}.{one.attr}" for one in found if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_code_is_made_of_texts():
    forbidden = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
    formats = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
    for name, tree in trees(r"eval|exec|compile|__import__|popen|system|" + "|".join(formats)).items():
        assert not calls(tree) & forbidden, name
        # etl/forms/confined.py: our own process answers, and its answer may name no function (etl/test_etl_confined.py)
        allowed = {"pickle"} if name == "etl/forms/confined.py" else set()
        assert not {one.partition(".")[0] for one in imports(tree)} & formats - allowed, name


def test_processes_are_started_by_commands_only_and_never_through_a_shell():
    starting = {"etl/boundaries/fetch.py", "dasbor/site/archive/command.py", "dasbor/site/archive/provenance.py"}
    starting.add("etl/forms/confined.py")  # our own interpreter; nothing that somebody wrote is in its command
    modules = {"subprocess", "pty"}
    found = {name for name, tree in trees("|".join(modules)).items() if {one.partition(".")[0] for one in imports(tree)} & modules}
    assert found <= starting
    assert not [name for name in found if "shell=" in sources()[name]]
    served = [name for name in sources() if name.startswith("dasbor/") and not name.startswith("dasbor/site/archive/")]
    for name in (*served, *(one for one in sources() if one.startswith("pages/")), "app.py", "server.py"):
        assert not re.search(r"dasbor\.archive|import archive|boundaries\.fetch", sources()[name]), name


def test_exceptions_to_the_security_rules_say_why():
    marks = [
        (name, found) for name, text in sources().items() for found in re.findall(r"#\s*(?:noqa: [^\n]*\bS\d{3}|nosec)[^\n]*", text)
    ]
    assert marks
    assert [one for one in marks if not re.search(r"(S\d{3}|nosec)[ ,A-Z0-9]*\s+\S+ \S+", one[1])] == []


def test_pages_hold_no_script_of_their_own():
    for name, text in sources().items():
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or name == "dasbor/web/headers.py", name
        assert not re.search(r"""['" ]on(click|load|error|mouse\w+)=["']""", text), name


def test_our_scripts_put_no_text_into_the_page_as_html():
    scripts = sorted(paths.ASSETS.glob("*.js"))
    assert len(scripts) > 1
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc", text), (
            path.name
        )


def test_the_proxy_speaks_only_new_tls():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (paths.ROOT / "deploy" / "nginx").glob("*.conf"))
    assert re.findall(r"ssl_protocols ([^;]+);", text) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers ([^;]+);", text)
    assert all(one.startswith("ECDHE-") and ("GCM" in one or "POLY1305" in one) for one in ciphers.split(":"))
    assert set(re.findall(r"proxy_cookie_flags ([^;]+);", text)) == {"~ secure"}


def test_streamlit_is_not_configured_to_be_less_careful():
    held = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = held["server"]
    assert server.get("enableXsrfProtection", True) is True
    assert server.get("enableCORS", True) is True
    assert server.get("enableAgentApi", False) is False
    assert server.get("trustedUserHeaders", {}) == {}
    assert "corsAllowedOrigins" not in server
    assert held["client"]["showErrorDetails"] == "none"
    assert held["browser"]["gatherUsageStats"] is False
    assert held["global"].get("developmentMode", False) is False
    assert "cookieSecret" not in server
