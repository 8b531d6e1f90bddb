/**
 * The `svc` command of the demo endpoints: a supervisor whose only memory is files under `$HOME/svc/NAME`.
 * Exit codes: 0 done or running, 1 broken, 2 wrong use, 3 stopped, 4 no such service. `status` starts no process of
 * its own, so that a sweep over hundreds of endpoints stays cheap on one machine.
 */
export const svcScript = `#!/bin/sh
# svc status|start|stop|break NAME
set -u

fail() { printf 'svc: %s\\n' "$2" >&2; exit "$1"; }

[ $# -eq 2 ] || fail 2 'usage: svc status|start|stop|break NAME'
act=$1
name=$2
case $name in
  '' | *[!a-z0-9-]*) fail 2 'a service is named with a-z, 0-9 and -' ;;
esac
dir=$HOME/svc/$name
[ -d "$dir" ] || fail 4 "no such service: $name"
[ -r "$dir/state" ] || fail 1 "the state of $name cannot be read"
state=
IFS= read -r state < "$dir/state" || [ -n "$state" ] || fail 1 "the state of $name is empty"

become() {
  printf '%s\\n' "$1" > "$dir/state.$$" || fail 1 "the state of $name cannot be written"
  mv "$dir/state.$$" "$dir/state" || fail 1 "the state of $name cannot be written"
}

record() {
  printf '%s %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >> "$dir/log" || fail 1 "the log of $name cannot be written"
}

report() {
  case $state in
    running) printf '%s is running\\n' "$name"; exit 0 ;;
    stopped) printf '%s is stopped\\n' "$name"; exit 3 ;;
    broken) printf '%s is broken: credential cache is corrupt\\n' "$name"; exit 1 ;;
    stuck) printf '%s is broken: package cache is empty\\n' "$name"; exit 1 ;;
    *) fail 1 "the state of $name makes no sense" ;;
  esac
}

case $act in
  status) report ;;
  start)
    if [ "$state" = stuck ]; then
      record 'start failed'
      fail 1 "cannot start $name: package cache is empty"
    fi
    : > "$dir/credential-cache" || fail 1 "the credential cache of $name cannot be cleared"
    become running
    record start
    [ "$state" = broken ] && printf '%s: credential cache cleared\\n' "$name"
    printf '%s started\\n' "$name"
    ;;
  stop)
    become stopped
    record stop
    printf '%s stopped\\n' "$name"
    ;;
  break)
    printf 'corrupt\\n' > "$dir/credential-cache" || fail 1 "the credential cache of $name cannot be written"
    become broken
    record break
    printf '%s broken\\n' "$name"
    ;;
  *) fail 2 'usage: svc status|start|stop|break NAME' ;;
esac
exit 0
`;
