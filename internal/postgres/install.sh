#!/bin/sh
# Installs what a feature of Sahayak needs on Debian and Ubuntu, and nothing that is there already.
#
#   internal/postgres/install.sh FEATURE...      (postgres, gcc, poppler, fonts, tesseract, chromium)
#
# It says on stderr what it is about to install before it does, and is silent when there is nothing to do. It works as root and as a
# user with sudo. Without apt it names what is missing and ends with status 1. With DATABASE_URL set the database is somebody else's
# business, and the feature postgres installs nothing.
set -eu

# halfvec came with pgvector 0.7.0, iterative index scans with 0.8.0: an older one, such as Ubuntu 24.04's package, will not do.
min_vector=0.8.0
# Ubuntu 22.04 has 14; every statement of ours runs there too.
min_postgres=14

say() { printf 'sahayak: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

work=
tidy() { [ -z "$work" ] || rm -rf "$work"; }
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# scratch makes the temporary folder on first use. apt's download user must be able to look inside, hence the mode.
scratch() {
	[ -n "$work" ] && return
	work=$(mktemp -d)
	chmod 755 "$work"
}

# at_least A B: is version A, as in 0.10.1, B or later? Numbers, not text: 0.10 is later than 0.8.
at_least() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		n = split(a, x, "."); m = split(b, y, ".")
		for (i = 1; i <= n || i <= m; i++) if (x[i] + 0 != y[i] + 0) exit !(x[i] + 0 > y[i] + 0)
	}'
}

# ---- apt -----------------------------------------------------------------------------------------------------------------------

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# can_install MISSING: ends the script with one message if this machine or this user cannot install MISSING.
can_install() {
	command -v apt-get >/dev/null 2>&1 || die "missing: $1. This machine has no apt-get, so install it with its own package manager$2"
	[ "$(id -u)" = 0 ] && return
	command -v sudo >/dev/null 2>&1 ||
		die "missing: $1. Installing it needs root, and there is no sudo here: run this once as root$2"
	sudo -n true 2>/dev/null && return
	# A password can be asked for only if somebody is there to type it.
	[ -t 0 ] && [ -t 2 ] || die "missing: $1. Installing it needs root, and sudo wants a password that nobody is here to type: run 'sudo -v' first, or run this once as root$2"
	say "sudo may ask for your password."
	sudo -v || die "missing: $1. sudo refused$2"
}

# quietly COMMAND...: its output is shown only if it fails.
quietly() {
	scratch
	if ! "$@" >"$work/log" 2>&1 </dev/null; then
		tail -n 20 "$work/log" >&2
		return 1
	fi
}

updated=
update_lists() {
	[ -n "$updated" ] && return
	say "reading the package lists (apt-get update)."
	quietly as_root apt-get -q update || die "apt-get update failed: see the lines above. Is the network up?"
	updated=yes
}

# install_packages PACKAGE... leaves out, and does not mention, what is there.
install_packages() {
	for package in "$@"; do
		shift
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || set -- "$@" "$package"
	done
	[ $# -gt 0 ] || return 0
	say "installing with apt-get: $*"
	quietly as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l \
		apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" ||
		die "apt-get could not install $*: see the lines above."
}

# candidate PACKAGE: the version apt would install, nothing if there is none.
candidate() {
	LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)' || true
}

# ---- feature: postgres ---------------------------------------------------------------------------------------------------------

# server_folders: folders that may hold PostgreSQL's server programs. Debian keeps them off PATH, in a folder for each version.
server_folders() {
	# A link to one program stands in a folder that has not all the others, so follow it.
	initdb=$(command -v initdb 2>/dev/null) && dirname "$(readlink -f "$initdb")"
	for folder in /usr/lib/postgresql/*/bin; do
		echo "$folder"
	done
}

# major FOLDER: the major version of the server in FOLDER; fails if it has none or not all of it.
major() {
	[ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
	"$1/postgres" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9]*\).*/\1/p'
}

# vector_version FOLDER: the version of pgvector that the server in FOLDER would load, nothing if it has none.
vector_version() {
	# Outside Debian pg_config is a package of its own, so look in the usual places too.
	share=$("$1/pg_config" --sharedir 2>/dev/null) || share=
	for s in "$share" "$1/../share/postgresql" "$1/../share/pgsql" "$1/../share"; do
		[ -n "$s" ] && [ -r "$s/extension/vector.control" ] || continue
		sed -n "s/^default_version *= *'\([0-9.]*\).*/\1/p" "$s/extension/vector.control"
		return
	done
}

# look sets: server, the newest major version here that is new enough; folder, where it is; ready=yes if one of them has pgvector.
look() {
	server= folder= ready=
	for f in $(server_folders); do
		v=$(major "$f") || continue
		[ -n "$v" ] && [ "$v" -ge "$min_postgres" ] || continue
		have=$(vector_version "$f")
		if [ -n "$have" ] && at_least "$have" "$min_vector"; then
			ready=yes
			return
		fi
		if [ -z "$server" ] || [ "$v" -gt "$server" ]; then
			server=$v folder=$f
		fi
	done
}

need_postgres() {
	[ -z "${DATABASE_URL:-}" ] || return 0
	look
	[ -z "$ready" ] || return 0

	missing="the pgvector extension $min_vector or newer for PostgreSQL $server"
	[ -n "$server" ] || missing="the PostgreSQL server programs, version $min_postgres or newer (initdb, pg_ctl, postgres), and the pgvector extension $min_vector or newer"
	can_install "$missing" ", or set DATABASE_URL to any PostgreSQL that has pgvector."

	say "missing: $missing."
	update_lists
	[ -n "$server" ] || install_server
	install_vector
	look
	[ -n "$ready" ] || die "installed, yet no PostgreSQL with pgvector $min_vector is to be found. Set DATABASE_URL to one that has it."
	say "PostgreSQL with pgvector is ready."
}

# install_server installs the distribution's own PostgreSQL, programs only.
install_server() {
	server=$(LC_ALL=C apt-cache show postgresql 2>/dev/null | sed -n 's/^Depends:.*postgresql-\([0-9][0-9]*\).*/\1/p' | sort -n | tail -n 1)
	[ -n "$server" ] || die "apt offers no PostgreSQL server: are the distribution's own package sources switched off? DATABASE_URL to any PostgreSQL that has pgvector works too."
	[ "$server" -ge "$min_postgres" ] || die "this distribution offers PostgreSQL $server, too old: $min_postgres or newer is needed. DATABASE_URL to any newer PostgreSQL that has pgvector works too."
	folder=/usr/lib/postgresql/$server/bin

	# The package would otherwise make a database cluster called main and start it at every boot. Sahayak runs a private server of its
	# own, so that would be a service nobody asked for. The switch is taken away again afterwards: it is not ours to leave behind.
	switch=/etc/postgresql-common/createcluster.d/sahayak-install.conf
	say "only the programs: no database service is created or started on this machine."
	as_root mkdir -p "${switch%/*}"
	echo 'create_main_cluster = false' | as_root tee "$switch" >/dev/null
	(install_packages "postgresql-$server" "postgresql-client-$server") || failed=1
	as_root rm -f "$switch"
	[ -z "${failed:-}" ] || exit 1
}

# install_vector installs pgvector for $server: the package if there is one new enough, else built from the distribution's source.
install_vector() {
	offered=$(candidate "postgresql-$server-pgvector")
	if [ -n "$offered" ] && at_least "${offered%%-*}" "$min_vector"; then
		install_packages "postgresql-$server-pgvector"
		return
	fi
	build_vector
}

# build_vector builds pgvector from the source package of a newer release of this distribution, taken from the machine's own mirror
# and checked by apt against the distribution's key. The machine's own package sources are not touched.
build_vector() {
	. /etc/os-release
	family=debian codename=${VERSION_CODENAME:-} component=main suites="trixie forky"
	if [ "${ID:-}" = ubuntu ] || [ -n "${UBUNTU_CODENAME:-}" ]; then
		family=ubuntu codename=${UBUNTU_CODENAME:-$codename} component=universe suites="resolute questing plucky"
	fi
	say "there is no pgvector package for PostgreSQL $server here: building it from $family's own source package."
	install_packages "postgresql-server-dev-$server" gcc libc6-dev make

	# apt itself tells where the distribution comes from, whichever of its two formats the sources are written in.
	mirror=$(apt-get indextargets --format '$(ORIGIN)|$(RELEASE)|$(REPO_URI)' 'Created-By: Packages' |
		awk -F'|' -v origin="$family" -v release="$codename" 'tolower($1) == origin && $2 == release { print $3; exit }')
	[ -n "$mirror" ] || die "cannot tell where this machine gets $family $codename from, so pgvector's source cannot be fetched. DATABASE_URL to any PostgreSQL that has pgvector works too."
	keyring=/usr/share/keyrings/$family-archive-keyring.gpg
	signed=
	[ ! -r "$keyring" ] || signed="[signed-by=$keyring] "

	scratch
	for suite in $suites; do
		say "fetching the source of pgvector ($family $suite)."
		if fetch_source "deb-src $signed$mirror $suite $component"; then
			compile_vector
			return
		fi
	done
	tail -n 20 "$work/log" >&2
	die "the source of pgvector could not be fetched: see the lines above. DATABASE_URL to any PostgreSQL that has pgvector works too."
}

# fetch_source LINE downloads pgvector's source with LINE as apt's only source; the folders are ours, so it needs no root.
fetch_source() {
	rm -rf "$work/apt" "$work/src"
	mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/src"
	echo "$1" >"$work/apt/sources.list"
	set -- -q -o "Dir::Etc::SourceList=$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o "Dir::State::Lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=
	{
		apt-get "$@" -o APT::Update::Error-Mode=any update && (cd "$work/src" && apt-get "$@" source --download-only --tar-only pgvector)
	} >"$work/log" 2>&1 </dev/null || return 1
	found=$(ls "$work"/src/pgvector_*.orig.tar.* 2>/dev/null | head -n 1)
	[ -n "$found" ] || return 1
	version=${found##*/pgvector_}
	at_least "${version%.orig.tar.*}" "$min_vector"
}

# compile_vector: OPTFLAGS empty gives code for any machine of this kind, with_llvm=no leaves out what only the JIT would use.
compile_vector() {
	say "building pgvector ${version%.orig.tar.*} for PostgreSQL $server and installing it (a few seconds)."
	mkdir "$work/build"
	tar -xf "$found" -C "$work/build" --strip-components=1
	set -- -C "$work/build" PG_CONFIG="$folder/pg_config" OPTFLAGS= with_llvm=no
	quietly make "$@" || die "pgvector did not build: see the lines above."
	quietly as_root make "$@" install || die "pgvector was built but could not be installed: see the lines above."
}

# ---- features that are a program and its packages --------------------------------------------------------------------------------

# need_program PROGRAM PACKAGE...
need_program() {
	program=$1
	shift
	command -v "$program" >/dev/null 2>&1 && return
	can_install "$program (package $*)" "."
	update_lists
	install_packages "$@"
}

# need_file FILE PACKAGE...
need_file() {
	file=$1
	shift
	[ ! -e "$file" ] || return 0
	can_install "$file (package $*)" "."
	update_lists
	install_packages "$@"
}

# need_chromium: the pages are tested in a real browser where one can be had. Ubuntu has it only as a snap, which does not run everywhere;
# the tests that need it then say so and are skipped.
need_chromium() {
	for program in chromium chromium-browser google-chrome; do
		! command -v "$program" >/dev/null 2>&1 || { need_devanagari; return 0; }
	done
	if ! command -v apt-get >/dev/null 2>&1 || ! grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
		say "no Chromium here; the tests of pages in a browser are skipped."
		return 0
	fi
	need_program chromium chromium fonts-noto-core
}

# need_devanagari: a browser without Devanagari would draw boxes.
need_devanagari() {
	! command -v apt-get >/dev/null 2>&1 || need_file /usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf fonts-noto-core
}

[ $# -gt 0 ] || die "usage: install.sh FEATURE... (postgres, gcc, poppler, fonts, tesseract, chromium)"
for feature in "$@"; do
	case $feature in
	postgres) need_postgres ;;
	gcc) need_program gcc gcc libc6-dev ;;
	poppler) need_program pdftotext poppler-utils ;;
	fonts) need_file /usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf fonts-noto-core ;;
	tesseract) need_program tesseract tesseract-ocr tesseract-ocr-hin ;;
	chromium) need_chromium ;;
	*) die "unknown feature: $feature (known: postgres, gcc, poppler, fonts, tesseract, chromium)" ;;
	esac
done
