#!/usr/bin/env bash
# Medusa's entry point. It only dispatches to the dotnet command line.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The SDK itself would otherwise refuse to start on machines without ICU; Medusa needs no cultures.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

readonly configuration=Release
readonly framework=net10.0
readonly actors=src/Medusa.Actors/Medusa.Actors.csproj
readonly cache=.medusa-cache
readonly results=artifacts/test-results
readonly cluster_tests=tests/Medusa.Cluster.Tests

usage() {
    cat <<'TEXT'
usage: ./build.sh <verb> [arguments]

  serve [arguments]   build, then `medusa serve` (PORT and HOST are honoured; --help lists the arguments)
  medusa <verb> [arguments]
                      build, then the command line: `./build.sh medusa play` plays an episode (--help lists the verbs)
  cluster [N] [arguments]
                      build, then `medusa cluster start`: N (3) nodes on loopback with PostgreSQL (MEDUSA_POSTGRES, or a private one); needs Akka.NET
  test  [--soak] [arguments]
                      build, then run every test; arguments go to `dotnet test`. --soak attacks servers longer and oftener
  test  --cluster [arguments]
                      build, then attack clusters of nodes in network namespaces; needs Akka.NET, root and iproute2, takes half an hour
  bench [arguments]   build, then run the benchmarks
  bench web [frames | screenshots <folder>]
                      build, then measure the page in Chromium, or take its pictures
  web                 the page's files, from web/ into the gateway's project; needs Node.js and npm
  docs                write the pages of docs/ that come from the code
  pack                packages of the plugin contract, its test kit and templates, the client and the command line, in artifacts/packages/
TEXT
}

# Runs a dotnet command that only speaks when it fails.
quietly() {
    local output status=0
    output=$("$@" --nologo --verbosity quiet 2>&1) || status=$?
    if ((status != 0)); then
        echo "$output" >&2
    fi
    return "$status"
}

# Prints found where Akka.NET's packages can be had, and are restored then, else missing. Asked once; the answer is kept in .medusa-cache/.
akka() {
    local answer
    if [[ ! -f $actors ]]; then
        echo missing
        return
    fi

    answer="$cache/akka-$(cat "$actors" Directory.Packages.props - <<<"${GoogleProtobufVersion:-}" | sha256sum | cut -c1-16)"
    if [[ ! -f $answer || ($(cat "$answer") == found && ! -f ${actors%/*}/obj/project.assets.json) ]]; then
        mkdir -p "$cache"
        probe_akka >"$answer.new"
        mv "$answer.new" "$answer"
    fi

    cat "$answer"
}

# Tells build/Engines.targets whether executables get Akka.NET's engine.
choose_engine() {
    local answer
    answer=$(akka)
    MedusaAkka=false
    if [[ $answer == found ]]; then
        MedusaAkka=true
    fi

    export MedusaAkka
}

# Prints found or missing; any failure other than "package not found" and "source unreachable" ends the build and is shown.
probe_akka() {
    local log="$cache/probe.log" status=0
    timeout 15 dotnet restore "$actors" --nologo --verbosity quiet >"$log" 2>&1 || status=$?
    if ((status == 0)); then
        echo found
    elif ((status == 124)) || grep -Eq "NU1301|NU110[123][^']*'?(Akka|Google\.Protobuf)" "$log"; then
        echo missing
    else
        cat "$log" >&2
        return "$status"
    fi
}

medusa() {
    choose_engine
    quietly dotnet build src/Medusa.Cli --configuration "$configuration"
    exec dotnet "src/Medusa.Cli/bin/$configuration/$framework/medusa.dll" "$@"
}

# Processes of one cluster on this machine; PORT is the first one's.
cluster() {
    choose_engine
    quietly dotnet build src/Medusa.Cli --configuration "$configuration"
    mkdir -p artifacts
    exec dotnet "src/Medusa.Cli/bin/$configuration/$framework/medusa.dll" cluster start --data "$PWD/artifacts" "$@"
}

test_all() {
    local target=Medusa.sln status=0
    export WithClusterTests=false
    if [[ ${1:-} == --soak ]]; then
        export MEDUSA_SOAK=1
        shift
    fi

    if [[ ${1:-} == --cluster ]]; then
        target=$cluster_tests
        shift
    fi

    choose_engine
    if [[ $target == "$cluster_tests" ]]; then
        require_cluster
        export WithClusterTests=true
    elif [[ $MedusaAkka == false && -f $actors ]]; then
        target=Medusa.Embedded.slnf
        echo "Akka.NET cannot be restored here: building $target, without the cluster engine (delete $cache/ to ask again)." >&2
    fi

    quietly dotnet build "$target" --configuration "$configuration"
    rm -rf "$results"
    # One project after another: what waits with a deadline must not compete for the processor.
    dotnet test "$target" --configuration "$configuration" --no-build --nologo -maxcpucount:1 \
        --logger "console;verbosity=minimal" --logger trx --results-directory "$results" "$@" || status=$?
    sum_results "$status"
    return "$status"
}

# Ends here, with one line, where clusters cannot be attacked.
require_cluster() {
    local probe=medusa-probe-$$ obstacle=''
    if [[ $MedusaAkka == false ]]; then
        obstacle='Akka.NET cannot be restored here'
    elif ! command -v ip >/dev/null; then
        obstacle='the command ip is missing (Debian: iproute2)'
    elif ! obstacle=$({ ip netns add "$probe" && ip -n "$probe" link add probe type bridge && ip -n "$probe" link add one type veth peer name other; } 2>&1); then
        obstacle="network namespaces are not permitted here (${obstacle//$'\n'/; })"
    fi

    ip netns del "$probe" 2>/dev/null || true
    if [[ -n $obstacle ]]; then
        echo "The cluster tests cannot run: $obstacle." >&2
        exit 1
    fi
}

# The last line: totals over all projects. A run that broke off without a failed test counts as one failure.
sum_results() {
    { find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + 2>/dev/null || true; } | awk -v status="$1" '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
        { passed += count("passed"); failed += count("failed") + count("error") + count("timeout") + count("aborted"); skipped += count("total") - count("executed") }
        END {
            if (status != 0 && failed == 0) failed = 1
            printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        }'
}

bench() {
    local project=Medusa.Bench
    if [[ ${1:-} == web ]]; then
        project=Medusa.Web.Bench
        shift
    fi

    choose_engine
    quietly dotnet build "bench/$project" --configuration "$configuration"
    exec dotnet "bench/$project/bin/$configuration/$framework/$project.dll" "$@"
}

# Only for who changes the page: its built files are part of the repository.
web() {
    npm ci --prefix web --ignore-scripts --no-audit --no-fund --silent
    npm run --prefix web --silent check
    npm run --prefix web --silent build
}

# Their tests compare the pages with the code; told to, they write them.
docs() {
    MEDUSA_REWRITE=1 dotnet test tests/Medusa.Documentation.Tests --configuration "$configuration" --nologo --verbosity quiet
    git status --short docs
}

pack() {
    local project
    choose_engine
    for project in src/Medusa.Operators.Abstractions src/Medusa.Episodes src/Medusa.Operators.TestKit src/Medusa.Client src/Medusa.Cli templates/Medusa.Templates.csproj; do
        quietly dotnet pack "$project" --configuration "$configuration" --output artifacts/packages
    done
    ls artifacts/packages
}

verb=${1:-}
shift || true
case $verb in
    serve) medusa serve "$@" ;;
    medusa) medusa "$@" ;;
    cluster) cluster "$@" ;;
    test) test_all "$@" ;;
    bench) bench "$@" ;;
    web) web ;;
    docs) docs ;;
    pack) pack ;;
    help | --help | -h) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
