#!/usr/bin/env bash
# Install what was built into an empty environment, without build tools, and do what a newcomer does.
#   tools/try_dist.sh dist/marsad-0.1.0-py3-none-any.whl
set -euo pipefail
package=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
case $package in
  *.whl) "$work/venv/bin/pip" install -qq --disable-pip-version-check --only-binary :all: "$package[export]" ;;
  *)     "$work/venv/bin/pip" install -qq --disable-pip-version-check "$package[export]" ;;
esac
cd "$work"
export PATH="$work/venv/bin:$PATH" PYTHONWARNINGS=error::DeprecationWarning:marsad
# From here on no network: a proxy that nobody answers at stands in the way.
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
marsad --version
marsad demo > demo.txt
grep -q "20 reports" demo.txt
python -c 'import importlib.resources as r; print((r.files("marsad")/"data/sample/reports.jsonl").read_text("utf-8"), end="")' > reports.jsonl
marsad add reports.jsonl
for format in csv xlsx parquet geojson gpkg stix; do marsad export --as "$format" -o "events.$format" 2> /dev/null; done
marsad completion bash > completion.bash
bash -n completion.bash
test -s "$work/venv/share/man/man1/marsad.1"
marsad serve --archive marsad.db --port 8917 > serve.txt 2>&1 &
server=$!
served=no
for _ in $(seq 100); do
  sleep 0.2
  if python - <<'PY'
import sys, urllib.request
urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
try:
    page = urllib.request.urlopen("http://127.0.0.1:8917/", timeout=2).read()
    events = urllib.request.urlopen("http://127.0.0.1:8917/api/v1/events", timeout=5).read()
except OSError:
    sys.exit(1)
sys.exit(b"<script" not in page or b"siege" not in events)
PY
  then served=yes; break; fi
done
kill "$server"
[ "$served" = yes ] || { echo "marsad serve gave no page:" >&2; cat serve.txt >&2; exit 1; }
echo "$(basename "$package"): installs, reads, keeps, exports and serves"
