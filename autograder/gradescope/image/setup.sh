#!/usr/bin/env bash
# Makes the image in which submissions are graded. It stops at the first error, and ends by grading the reference and a
# blank notebook: an image that would not grade does not build.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive XDG_CACHE_HOME=/opt/autograder/cache
umask 022
source=/autograder/source
home=/opt/autograder

# The platform's own harness runs on the system's Python: nothing is installed into it. Where pip for new environments
# is a package of its own, that one is added.
python3 -c 'import ensurepip' 2>/dev/null || apt-get install -y --no-install-recommends python3-venv

mkdir -p "$home"
python3 -m venv "$home/python"
"$home/python/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check -r "$source/requirements.txt"

# Submissions run as users without a name; the first of them has one, for programs that ask.
id student >/dev/null 2>&1 || useradd --system --uid 61184 --no-create-home --shell /usr/sbin/nologin student

# The grader, and what students must not read: beside root, nobody.
rm -rf "$home/package" "$home/secret"
cp -R "$source/package" "$home/package"
cp -R "$source/secret" "$home/secret"
mkdir -p "$home/secret/bundle/data"  # a zip holds no empty folder
chmod -R go= "$home/secret" "$source"
site=$("$home/python/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$home/package" > "$site/autograder.pth"
"$home/python/bin/python" -m compileall -q "$home/package" "$home/secret"

"$home/python/bin/python" -I -m autograder.gradescope.rehearse
