/** What the stand-in for sudo wants to hear. */
export const sudoSecret = "correct horse 'battery'";

/**
 * A stand-in for sudo that asks as the real one does: only when it must (a file `nopasswd` in the home says that it
 * need not), with `-S` from its input byte by byte and at most three times, and never with `-n`. A file `pam` makes it ask in
 * words of its own, as another way to sign in may. It keeps what it was
 * answered in the home, and everything it was called with.
 */
export const fakeSudo = String.raw`#!/bin/sh
printf '%s\n' "$@" >> "$HOME/sudo-argv"
ask=yes prompt='Password: '
while [ $# -gt 0 ]; do
  case $1 in
    -n) ask=never; shift ;;
    -S|-H) shift ;;
    -p) prompt=$2; shift 2 ;;
    -u) user=$2; shift 2 ;;
    --) shift; break ;;
    *) break ;;
  esac
done
[ -e "$HOME/pam" ] && prompt='Code: '
if [ ! -e "$HOME/nopasswd" ]; then
  [ $ask = never ] && { echo 'sudo: a password is required' >&2; exit 1; }
  echo 'We trust you have received the usual lecture.' >&2
  for try in 1 2 3; do
    printf '%s' "$prompt" >&2
    IFS= read -r answer || { echo 'sudo: no password was provided' >&2; exit 1; }
    printf '%s\n' "$answer" >> "$HOME/answers"
    [ "$answer" = "correct horse 'battery'" ] && break
    [ $try = 3 ] && { echo 'sudo: 3 incorrect password attempts' >&2; exit 1; }
    echo 'Sorry, try again.' >&2
  done
fi
exec env -i PATH="$PATH" HOME="$HOME" SUDO_AS="$user" "$@"
`;
