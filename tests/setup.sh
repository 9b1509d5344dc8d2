#!/bin/sh
# Installs what the tests need besides Python packages: a browser, a Chinese font, a PDF reader,
# the table of Chinese characters, a PostgreSQL server, axe-core.
#
# What is there is left alone. What cannot be installed here is named with the sentence that says how to get it: the
# tests that need it then skip on a person's machine; with CI set, this script fails instead.
set -eu
cd "$(dirname "$0")/.."

have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_chinese_font() { fc-list :lang=zh | grep .; }
have_pdf_reader() { command -v pdftoppm; }
have_national_table() { [ -f /usr/share/unicode/Unihan_OtherMappings.txt.bz2 ]; }
have_postgres() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }
have_npm() { command -v npm; }
have_axe() { [ ! -f tests/node/package.json ] || [ -d tests/node/node_modules/axe-core ]; }
needs_npm() { [ -f tests/node/package.json ] && ! have_axe; }

lacking() { ! "$@" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Ask for no password: `make test` must not stop and wait for one.
may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1
}

packages=
want() { packages="$packages $1"; }
lacking have_browser && want chromium
lacking have_chinese_font && want "fontconfig fonts-noto-cjk"
lacking have_pdf_reader && want poppler-utils
lacking have_national_table && want unicode-data
lacking have_postgres && want postgresql
needs_npm && lacking have_npm && want npm

if [ -n "$packages" ] && may_install; then
  echo "Installing Debian packages:$packages"
  as_root apt-get update || echo "apt-get could not refresh its lists." >&2
  # shellcheck disable=SC2086 # one word a package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $packages ||
    echo "apt-get could not install them." >&2
fi

if needs_npm && ! lacking have_npm; then
  command="install --no-package-lock"
  [ ! -f tests/node/package-lock.json ] || command=ci
  # shellcheck disable=SC2086 # the option is a word of its own
  (cd tests/node && npm $command --no-audit --no-fund) || echo "npm could not install axe-core." >&2
fi

missing=0
tell() { missing=1; echo "Missing: $1" >&2; }
if lacking have_browser; then
  tell "a browser for the tests of pages. Install Chromium (Debian: sudo apt-get install chromium)."
fi
if lacking have_chinese_font; then
  tell "a Chinese font, without which contrast is not checked. Install Noto Sans CJK (Debian: sudo apt-get install fonts-noto-cjk)."
fi
if lacking have_national_table; then
  tell "the table of Chinese characters that the fonts must cover (Debian: sudo apt-get install unicode-data)."
fi
if lacking have_pdf_reader; then
  tell "pdftoppm for the tests of printed pages. Install Poppler (Debian: sudo apt-get install poppler-utils; macOS: brew install poppler)."
fi
if lacking have_postgres; then
  tell "PostgreSQL for the tests of a store at a server (Debian: sudo apt-get install postgresql)."
fi
if lacking have_axe; then
  tell "axe-core for the tests of accessibility. Install Node.js with npm, then run: cd tests/node && npm install"
fi
if [ "$missing" = 1 ] && [ -n "${CI:-}" ]; then
  echo "CI is set: nothing may be missing." >&2
  exit 1
fi
exit 0
