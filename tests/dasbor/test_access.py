"""Who is who: rights of the roles, the configuration, and the verdict about claims. The default is the least."""

import datetime as dt
from itertools import combinations

import pytest

from dasbor.mart import offices
from dasbor.web import access, access_file
from dasbor.web.access import PUBLIC, Grant, Person, Policy, Right, Role
from dasbor.web.access_file import AccessConfigError
from etl.entries.area import EVERYTHING, NOTHING, Area

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
NTT, LAMPUNG = "kemenham-nusa-tenggara-timur", "kemenham-lampung"
ADDRESS = "ani@contoh.go.id"


def claims(address=ADDRESS, hours=1.0, **others):
    """Claims of a login `hours` ago."""
    return {"is_logged_in": True, "email": address, "email_verified": True, "iat": NOW.timestamp() - hours * 3600, **others}


def policy(*grants, **others):
    return Policy(by_address={ADDRESS: grants}, **others)


def judged(given, one=None, granted=None):
    return (one or policy(Grant(Role.OPERATOR))).judge(given, granted or {}, NOW)


def test_every_role_has_exactly_its_rights():
    assert {role: {str(right) for right in rights} for role, rights in access.RIGHTS.items()} == {
        "publik": set(),
        "kanwil": {"lihat", "isi"},
        "pimpinan": {"lihat"},
        "operator": {"lihat", "isi", "setuju", "muat"},
        "admin": {"peran", "jejak"},
    }
    assert not any(PUBLIC.may(right) for right in Right)


@pytest.mark.parametrize("roles", list(combinations(list(Role)[1:], 2)), ids="-".join)
def test_rights_of_several_roles_add_up(roles):
    assert Person("a", roles).rights == access.RIGHTS[roles[0]] | access.RIGHTS[roles[1]]


@pytest.mark.usefixtures("record")
def test_areas():
    assert access.area(PUBLIC) == access.area(Person("a", (Role.ADMIN,), (NTT,))) == NOTHING
    assert access.area(Person("a", (Role.PIMPINAN,))) == access.area(Person("a", (Role.OPERATOR,), (NTT,))) == EVERYTHING
    assert access.area(Person("a", (Role.KANWIL,), (NTT,))) == Area(provinces=frozenset({"53"}))
    assert access.area(Person("a", (Role.KANWIL,), (NTT, LAMPUNG))).provinces == {"18", "53"}
    assert access.area(Person("a", (Role.KANWIL,), ("kemenkumham-maluku",))) == NOTHING  # an office of before
    assert access.area(Person("a", (Role.KANWIL,))) == NOTHING


@pytest.mark.usefixtures("record")
def test_an_area_holds_only_for_the_rights_of_the_role_that_gives_it():
    """Leadership sees everything, an office enters in its province: somebody who is both enters in that province only."""
    both = Person("a", (Role.KANWIL, Role.PIMPINAN), (NTT,))
    assert access.area(both, Right.LIHAT) == EVERYTHING
    assert access.area(both, Right.ISI).provinces == {"53"}
    assert access.area(both, Right.MUAT) == NOTHING


def test_a_known_address_has_its_roles():
    found = judged(claims(" Ani@Contoh.GO.ID "))
    assert (found.state, found.address) == ("known", ADDRESS)
    assert found.person == Person(ADDRESS, (Role.OPERATOR,), (), NOW - dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "nobody"),
        ({"email": ADDRESS, "email_verified": True, "iat": NOW.timestamp()}, "nobody"),
        (claims(is_logged_in=False), "nobody"),
        (claims(is_logged_in="true"), "nobody"),
        (claims(None), "unusable"),
        (claims([ADDRESS]), "unusable"),
        (claims("ﬆaf@contoh.go.id"), "unusable"),
        (claims("ſtaf@contoh.go.id"), "unusable"),
        (claims("аni@contoh.go.id"), "unusable"),
        (claims("ani@contoh.go.id\u200b"), "unusable"),
        (claims("ani @contoh.go.id"), "unusable"),
        (claims(email_verified=False), "unverified"),
        (claims(email_verified="true"), "unverified"),
        (claims(email_verified=None), "unverified"),
        (claims(hours=8), "expired"),
        (claims(hours=24 * 29), "expired"),
        (claims(hours=-1), "expired"),  # not yet: a clock that is an hour wrong, or an attempt
        (claims(iat=None), "expired"),
        (claims(iat="soon"), "expired"),
        (claims(iat=True), "expired"),
        (claims(iat=1e300), "expired"),
        (claims(iat=float("nan")), "expired"),
        (claims("lain@contoh.go.id"), "unknown"),
        (claims("ani@contoh.go.id.penipu.example"), "unknown"),
    ],
)
def test_whoever_is_not_certainly_known_is_nobody(given, state):
    found = judged(given)
    assert found.person == PUBLIC
    assert found.state == state


@pytest.mark.parametrize("alike", ["ﬆaf@contoh.go.id", "ſtaf@contoh.go.id", "ＳＴＡＦ@contoh.go.id", "staf@contoh.go.id\u00a0"])
def test_an_address_that_only_looks_like_one_is_not_that_one(alike):
    """In Python `"ﬆaf".casefold() == "ſtaf".casefold() == "staf"`."""
    held = Policy(by_address={"staf@contoh.go.id": (Grant(Role.OPERATOR),)})
    assert judged(claims("STAF@contoh.go.id"), held).state == "known"
    found = judged(claims(alike), held, {"staf@contoh.go.id": (Grant(Role.ADMIN),)})
    assert (found.person, found.state) == (PUBLIC, "unusable")
    assert access.normal(alike) == ""


def test_of_many_claims_those_are_kept_that_decide():
    held = Policy(claim="groups", by_claim={"a": (Grant(Role.OPERATOR),)}, by_address={})
    given = claims(groups=["a", *map(str, range(400))], sub="1", iss="x", name="Ani", picture="p" * 9000)
    kept = held.kept(given)
    assert kept == {name: given[name] for name in ("iss", "sub", "iat", "email", "email_verified")} | {"groups": ["a"]}
    assert judged({**kept, "is_logged_in": True}, held).person == judged(given, held).person
    assert "groups" not in held.kept(claims(groups=["b"]))


def test_a_login_holds_to_its_last_second():
    assert judged(claims(hours=8 - 1 / 3600)).state == "known"
    assert judged(claims(hours=-1 / 60)).state == "known"  # clocks differ by a minute
    assert judged(claims(hours=0.6), policy(Grant(Role.ADMIN), hours=0.5)).state == "expired"


def test_the_provider_may_be_one_that_confirms_no_addresses():
    one = policy(Grant(Role.ADMIN), address_claim="preferred_username", verified=False)
    given = {**claims("x"), "email_verified": False, "preferred_username": ADDRESS}
    assert judged(given, one).person.roles == (Role.ADMIN,)


def test_roles_come_from_list_claim_and_ledger_together():
    one = Policy(
        claim="groups",
        by_claim={"kkp-ntt": (Grant(Role.KANWIL, NTT),), "kkp-pimpinan": (Grant(Role.PIMPINAN),)},
        by_address={ADDRESS: (Grant(Role.ADMIN),)},
    )
    given = claims(groups=["kkp-ntt", "lain", 7, "kkp-ntt"])
    person = one.person(given, {ADDRESS: (Grant(Role.KANWIL, LAMPUNG),)}, NOW)
    assert person.roles == (Role.KANWIL, Role.ADMIN)
    assert person.offices == (LAMPUNG, NTT)
    assert one.person(claims("b@contoh.go.id", groups="kkp-pimpinan"), {}, NOW).roles == (Role.PIMPINAN,)
    assert one.person(claims("b@contoh.go.id", groups={"kkp-pimpinan": 1}), {}, NOW) == PUBLIC
    assert one.person(claims("b@contoh.go.id", groups="kkp-pimpinan kkp-ntt"), {}, NOW) == PUBLIC


def test_a_role_that_was_taken_away_is_gone():
    assert judged(claims(), Policy(), {ADDRESS: (Grant(Role.OPERATOR),)}).person.roles == (Role.OPERATOR,)
    assert judged(claims(), Policy(), {ADDRESS: ()}).state == "unknown"
    assert judged(claims(), Policy(), {ADDRESS: (Grant(Role.PUBLIK),)}).person == PUBLIC


def written(tmp_path, text):
    file = tmp_path / "akses.toml"
    file.write_text(text, encoding="utf-8")
    return access_file.load(file, offices.offices())


@pytest.mark.usefixtures("record")
def test_a_whole_configuration(tmp_path):
    found = written(
        tmp_path,
        f"""
        alamat_dari = "preferred_username"
        wajib_terverifikasi = false
        jam_sesi = 4
        [klaim]
        nama = "groups"
        [[klaim.peran]]
        nilai = "kkp-ntt"
        peran = "kanwil"
        kanwil = "{NTT}"
        [[alamat]]
        alamat = "Ani@Contoh.go.id"
        peran = "admin"
        [[alamat]]
        alamat = "{ADDRESS}"
        peran = "operator"
        """,
    )
    assert found == Policy(
        "preferred_username",
        verified=False,
        hours=4,
        claim="groups",
        by_claim={"kkp-ntt": (Grant(Role.KANWIL, NTT),)},
        by_address={ADDRESS: (Grant(Role.ADMIN), Grant(Role.OPERATOR))},
    )


@pytest.mark.usefixtures("record")
def test_an_empty_configuration_lets_nobody_in(tmp_path):
    assert written(tmp_path, "").judge(claims(), {}, NOW).person == PUBLIC


ROW = f'[[alamat]]\nalamat = "{ADDRESS}"\nperan = '


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("jam = 8", "berkas: kunci “jam” tidak dikenal"),
        ("alamat_dari = 3", "alamat_dari: harus teks"),
        ('alamat_dari = " "', "alamat_dari: harus teks"),
        ('wajib_terverifikasi = "ya"', "wajib_terverifikasi: harus true atau false"),
        ("jam_sesi = 0", "jam_sesi: harus bilangan"),
        ("jam_sesi = 25", "jam_sesi: harus bilangan"),
        ("jam_sesi = true", "jam_sesi: harus bilangan"),
        ("jam_sesi = nan", "jam_sesi: harus bilangan"),
        ("klaim = 1", "[klaim]: bukan tabel"),
        ('[klaim]\nnama = "g"\nlain = 1', "[klaim]: kunci “lain” tidak dikenal"),
        ('[[klaim.peran]]\nnilai = "x"\nperan = "admin"', "[klaim] nama: harus teks"),
        ("alamat = 1", "[[alamat]]: harus ditulis dengan kurung siku ganda"),
        ("alamat = [1]", "[[alamat]] ke-1: bukan tabel"),
        (ROW + '"bos"', "peran “bos” tidak dikenal"),
        (ROW + '"publik"', "peran “publik” tidak dikenal"),
        (ROW + '["admin"]', "tidak dikenal"),
        (ROW + '"kanwil"', "[[alamat]] ke-1: kanwil “” tidak dikenal"),
        (ROW + '"kanwil"\nkanwil = "maluku"', "kanwil “maluku” tidak dikenal"),
        (ROW + '"admin"\nkanwil = "kemenham-lampung"', "kanwil hanya untuk peran kanwil"),
        (ROW + '"admin"\nperran = 1', "[[alamat]] ke-1: kunci “perran” tidak dikenal"),
        (f'{ROW}"admin"\n{ROW}"admin"', f"[[alamat]] ke-2: “{ADDRESS}” sudah diberi peran admin"),
        ('[[alamat]]\nalamat = "ani"\nperan = "admin"', "“ani” bukan alamat"),
        ('[[alamat]]\nalamat = "ﬆaf@contoh.go.id"\nperan = "admin"', "“ﬆaf@contoh.go.id” memuat huruf selain ASCII"),
        ("menit_periksa = 0", "menit_periksa: harus bilangan lebih dari 0 sampai 60"),
        ("menit_periksa = 61", "menit_periksa: harus bilangan lebih dari 0 sampai 60"),
        ("alamat = ", "bukan TOML yang benar"),
    ],
)
def test_a_configuration_with_a_mistake_is_refused_as_a_whole(tmp_path, text, fault):
    with pytest.raises(AccessConfigError) as error:
        written(tmp_path, text)
    assert any(fault in one for one in error.value.faults)
    assert str(tmp_path / "akses.toml") in str(error.value)


def test_a_configuration_that_is_not_there(tmp_path):
    with pytest.raises(AccessConfigError, match="tidak dapat dibaca"):
        access_file.load(tmp_path / "tiada.toml", ())
