"""A database that cannot be reached, or refuses, says so in a sentence; no password is ever repeated."""

import sqlite3
import stat
import sys
from contextlib import closing

import pytest

from sop_kit.errors import BadRequest, MissingTool, SopKitError, StoreRefused
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store
from tests.unprivileged import run_as_nobody

MAKE = Edit(act="put", table="product", values={"id": "line", "name": "产品线"})


@pytest.mark.parametrize(
    "address",
    ["mysql://me:secret@host/db", "postgresql://me:secret@host:port/db", "://", "sqlite+nothing://me:secret@"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(address):
    with pytest.raises(BadRequest, match="no address of a database") as refused:
        Store.open(address)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_store_is_refused(tmp_path):
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreRefused, match="no store of a workshop"):
        Store.open(path)


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE changes (what TEXT)")
    with pytest.raises(StoreRefused):
        Store.open(path)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreRefused, match="cannot be opened"):
        Store.open(tmp_path / "nowhere" / "workshop.db")


def test_reading_makes_no_store(tmp_path):
    with pytest.raises(StoreRefused, match="There is no store"):
        Store.open(tmp_path / "workshop.db", reading=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["工作坊 1 %20 ? # & ;.db", "a'b\"c.db"])
def test_any_name_of_a_file_will_do(tmp_path, name):
    with closing(Store.open(tmp_path / name)) as store:
        store.add("line", [MAKE], by="me")
    with closing(Store.open(tmp_path / name, reading=True)) as store:
        assert store.products() == ("line",)
    assert (tmp_path / name).is_file()


def test_another_program_that_holds_the_store_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("sop_kit.record.store_engine.BUSY_MILLISECONDS", 50)
    path = tmp_path / "workshop.db"
    with closing(Store.open(path)) as store, closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreRefused, match="Another program holds"):
            store.add("line", [MAKE], by="me")
        assert store.products() == ()
        holder.execute("ROLLBACK")
        assert store.add("line", [MAKE], by="me").number == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens what is read-only in another way")
def test_a_read_only_file_is_read_and_not_written(open_path):
    path = open_path / "workshop.db"
    with closing(Store.open(path)) as store:
        store.add("line", [MAKE], by="me")
    for folder_mode, file_mode in ((0o555, 0o444), (0o755, 0o444), (0o555, 0o644)):
        path.chmod(file_mode)
        open_path.chmod(folder_mode)
        said = run_as_nobody(f"""
            store = Store.open({str(path)!r})
            print(store.record("line").product.name)
            store.add("line", [Edit(act="put", table="product", values={{"name": "x"}})], by="me")
        """)
        open_path.chmod(0o755)
        assert said.splitlines()[0] == "产品线"
        assert "read-only" in said.splitlines()[-1], said
        assert stat.S_IMODE(path.stat().st_mode) == file_mode


# PostgreSQL


@pytest.mark.xdist_group("postgres")
def test_a_database_that_is_not_there_is_said(postgres):
    with pytest.raises(StoreRefused, match="no database nowhere"):
        Store.open(postgres.address("nowhere"))


@pytest.mark.xdist_group("postgres")
@pytest.mark.parametrize("password", ["wrong-secret", ""])
def test_a_wrong_password_is_said_and_not_repeated(postgres, password):
    postgres.run("DROP ROLE IF EXISTS guarded")
    postgres.run("CREATE ROLE guarded LOGIN PASSWORD 'right-secret'")
    with pytest.raises(StoreRefused, match="did not accept the password of guarded") as refused:
        Store.open(postgres.address(login=f"guarded:{password}" if password else "guarded"))
    assert "secret" not in str(refused.value)


@pytest.mark.xdist_group("postgres")
def test_a_user_who_is_not_let_in_is_said(postgres):
    for login in ("stranger", "nobody-knows"):
        with pytest.raises(StoreRefused, match=f"does not let {login} in"):
            Store.open(postgres.address(login=login))


@pytest.mark.xdist_group("postgres")
def test_a_user_who_may_not_write_is_said(postgres):
    postgres.run("DROP ROLE IF EXISTS reader")
    postgres.run("CREATE ROLE reader LOGIN")
    with pytest.raises(StoreRefused, match="reader may write nothing"):
        Store.open(postgres.address(login="reader"))


@pytest.mark.parametrize(
    "address", ["postgresql://me:secret@/db?host=/nowhere", "postgresql://me:secret@127.0.0.1:9/db"]
)
def test_a_server_that_does_not_run_is_said(address):
    pytest.importorskip("psycopg")
    with pytest.raises(StoreRefused, match="does not answer") as refused:
        Store.open(address)
    assert "secret" not in str(refused.value)


def test_without_its_driver_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingTool, match=r"pip install 'sop-kit\[postgres\]'"):
        Store.open("postgresql://me@host/db")


@pytest.mark.xdist_group("postgres")
def test_a_server_that_was_restarted_is_met_again_without_an_error(postgres):
    with closing(Store.open(postgres.new_place())) as store:
        store.add("line", [MAKE], by="me")
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        assert store.record("line").product.name == "产品线"


@pytest.mark.xdist_group("postgres")
def test_a_connection_lost_in_the_middle_stores_nothing_and_says_so(postgres):
    with closing(Store.open(postgres.new_place())) as store:
        store.add("line", [MAKE], by="me")

        def lose() -> None:
            with store.writing() as connection:
                connection.exec_driver_sql("DELETE FROM changes")
                postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
                connection.exec_driver_sql("DELETE FROM heads")

        with pytest.raises(SopKitError, match="does not answer"):
            lose()
        assert store.record("line").product.name == "产品线"
