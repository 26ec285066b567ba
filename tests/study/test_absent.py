"""What is not installed is looked for once."""

import subprocess
import sys

import pyarrow as pa
import pytest
from pandera.pyarrow import Column, DataFrameSchema
from sizewise.study import absent
from sizewise.study.absent import remember_absent

ENGINE = "pandera.engines.pyspark_engine"
CHECK = f"""
import sys
from sizewise.cli import main
main(["--help"])
import pyarrow as pa
from pandera.pyarrow import Column, DataFrameSchema

class Told:
    def find_spec(self, name, path=None, target=None):
        print("looked for", name)

sys.meta_path.insert(0, Told())
DataFrameSchema({{"a": Column(pa.int64())}}).validate(pa.table({{"a": [1]}}))
print(sys.modules.get({ENGINE!r}, "not told"))
"""


def test_no_check_of_a_job_looks_for_what_is_missing():
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("None\n")
    assert f"looked for {ENGINE}" not in done.stdout and "looked for pyspark" not in done.stdout


def test_checks_hold_as_before():
    schema = DataFrameSchema({"a": Column(pa.int64())})
    assert schema.validate(pa.table({"a": [1]})).num_rows == 1
    with pytest.raises(Exception, match="a"):
        schema.validate(pa.table({"a": ["1"]}))


def test_what_is_installed_is_left_alone(monkeypatch):
    monkeypatch.setattr(absent, "find_spec", lambda name: object())
    modules = {}
    remember_absent(modules)
    assert modules == {}


def test_what_is_loaded_stays(monkeypatch):
    monkeypatch.setattr(absent, "find_spec", lambda name: None)
    modules = {ENGINE: sys}
    remember_absent(modules)
    assert modules == {ENGINE: sys}
