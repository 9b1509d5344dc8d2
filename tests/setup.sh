#!/bin/sh
# Installs what the tests need besides Python packages: a browser, a Chinese font, a PDF reader,
# the table of Chinese characters, a PostgreSQL server, a MediaWiki, GitHub's reader of Markdown, Java,
# LibreOffice, and what tests/node/package.json lists.
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
have_mediawiki() { command -v php && php -m | grep -x pdo_sqlite && php -m | grep -x gd && [ -f /usr/share/mediawiki/index.php ]; }
have_markdown() { command -v cmark-gfm; }
have_java() { command -v java; }
have_office() { command -v soffice; }
have_npm() { command -v npm; }
listed() { sed -n 's/^    "\([^"]*\)": "\([0-9][^"]*\)".*/\1 \2/p' tests/node/package.json; }
have_node_packages() {
  listed | while read -r name version; do
    grep -F "\"version\": \"$version\"" "tests/node/node_modules/$name/package.json" || exit 1
  done
}

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
lacking have_mediawiki && want "mediawiki php-cli php-sqlite3 php-gd php-intl php-mbstring php-xml"
lacking have_markdown && want cmark-gfm
lacking have_java && want default-jre-headless
lacking have_office && want libreoffice-writer-nogui
lacking have_node_packages && lacking have_npm && want npm

if [ -n "$packages" ] && may_install; then
  echo "Installing Debian packages:$packages"
  as_root apt-get update || echo "apt-get could not refresh its lists." >&2
  # shellcheck disable=SC2086 # one word a package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $packages ||
    echo "apt-get could not install them." >&2
fi

if lacking have_node_packages && ! lacking have_npm; then
  command="install --no-package-lock"
  [ ! -f tests/node/package-lock.json ] || command=ci
  # shellcheck disable=SC2086 # the option is a word of its own
  (cd tests/node && npm $command --no-audit --no-fund) || echo "npm could not install its packages." >&2
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
if lacking have_mediawiki; then
  tell "MediaWiki for the tests of wiki pages (Debian: sudo apt-get install mediawiki php-cli php-sqlite3 php-gd)."
fi
if lacking have_markdown; then
  tell "cmark-gfm for the tests of Markdown (Debian: sudo apt-get install cmark-gfm)."
fi
if lacking have_java; then
  tell "Java for the W3C's HTML checker (Debian: sudo apt-get install default-jre-headless)."
fi
if lacking have_office; then
  tell "LibreOffice for the tests of Word files (Debian: sudo apt-get install libreoffice-writer-nogui)."
fi
if lacking have_node_packages; then
  tell "the packages of tests/node/package.json. Install Node.js with npm, then run: cd tests/node && npm install"
fi
if [ "$missing" = 1 ] && [ -n "${CI:-}" ]; then
  echo "CI is set: nothing may be missing." >&2
  exit 1
fi
exit 0
