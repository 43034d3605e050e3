# shellcheck shell=bash
# The preamble assigns the variables that nothing here does.
# shellcheck disable=SC2154
# What a watched bash does at each prompt and before each command.
#
# Sourced once, after a generated preamble that sets
#   __checker_nonce     what every mark and record begins with
#   __checker_records   the FIFO that takes records
#   __checker_answers   the FIFO that lets a command go on after a look
#   __checker_ps0       "native", or "trap" where bash has no PS0 (before 4.4)
# and defines
#   __checker_record KIND ID STATUS COMMAND    writes one record with the watched variables
#
# All of it runs with its errors sent away once, where it is called (`{ …; } 2>/dev/null`): a redirection costs eleven
# system calls.
#
# Nothing here forks without need: a fork costs a millisecond, all of this costs about 30 microseconds. Builtins are called by
# `\builtin`, so that aliases and functions of their names do no harm (a function named `builtin` does); every variable has a
# default, so that `set -u` does none either.

__checker_id=0
__checker_count=0
__checker_last=
__checker_busy=
__checker_seen=1

# A number for this shell that an `exec` does not repeat.
__checker_id=$(( (BASHPID % 100000) * 1000000 ))

# Run by PROMPT_COMMAND, or by the poke key when somebody replaced PROMPT_COMMAND. $1: the status of the last command.
__checker_prompt() {
    __checker_busy=1 __checker_id=$(( __checker_id + 1 )) __checker_count=0
    __checker_record P "$__checker_id" "$1" ''
    __checker_last=${VIRTUAL_ENV-}:${CONDA_PREFIX-}:${PATH-}:${PWD-}
    # The terminal itself, not standard output: `exec >file` must not hide a prompt.
    \builtin printf '\e]7717;%s;D;%s\a' "$__checker_nonce" "$__checker_id" >/dev/tty \
        || \builtin printf '\e]7717;%s;D;%s\a' "$__checker_nonce" "$__checker_id"
    # Puts the hook back where a command of the learner's took it away: last, because what comes after it is not seen.
    case ${PROMPT_COMMAND[*]-} in
        *__checker_prompt*) ;;
        *)
            # Braces, so that `set -x` shows nothing of this.
            # shellcheck disable=SC2178,SC2128
            PROMPT_COMMAND='__checker_status=$?; '${PROMPT_COMMAND:+"$PROMPT_COMMAND; "}'{ __checker_prompt "$__checker_status"; } 2>/dev/null'
            ;;
    esac
    case ${PS2-} in
        *"$__checker_nonce"*) ;;
        *) PS2=$__checker_ps2 ;;
    esac
    case $__checker_ps0:${PS0-} in
        trap:* | *"$__checker_nonce"*) ;;
        *) PS0=$__checker_ps0_mark ;;
    esac
    # No simple command was seen: perhaps there was none, perhaps our trap is gone. To ask costs a fork.
    case $__checker_seen in
        0)
            case $(\builtin trap -p DEBUG) in
                '') __checker_arm ;;
            esac
            ;;
    esac
    __checker_seen=0 __checker_busy=
    \builtin return "$1"
}

__checker_arm() {
    \builtin trap '{ __checker_before "$?" "$_"; } 2>/dev/null' DEBUG
}

# Run by the DEBUG trap before each simple command. $1: the status of the command before it. $2: the learner's `$_`, which
# this must not change.
__checker_before() {
    case $__checker_busy:$BASH_SUBSHELL:$BASH_COMMAND in
        1:*) \builtin return 0 ;;
        :0:__checker_* | ':0:\builtin return '*)
            # The prompt's own commands are not the learner's.
            \builtin set +T
            \builtin return 0
            ;;
        :0:*) ;;
        *)
            # Activation is a matter of the shell itself; a subshell's own state says nothing about it. That the command
            # runs is worth knowing; short enough for one write, as several subshells may write at once.
            \builtin printf '%s\0' "$__checker_nonce" S 0 0 "${BASH_COMMAND:0:1024}" end 1<>"$__checker_records" || :
            \builtin return 0
            ;;
    esac
    __checker_seen=1
    # What takes our own trap away is the last thing that it shows: the next prompt has to ask.
    case $BASH_COMMAND in
        *trap*DEBUG*) __checker_seen=0 ;;
    esac
    # Functions and sourced files are looked into from the first command of a step on.
    \builtin set -T
    case $__checker_count in
        0)
            __checker_count=1
            \builtin test "$__checker_ps0" = native \
                || \builtin printf '\e]7717;%s;C\a' "$__checker_nonce" >/dev/tty
            # Nothing has run since the prompt's record, so this one says nothing of the shell's state.
            \builtin printf '%s\0' "$__checker_nonce" B "$__checker_id" 0 "${BASH_COMMAND:0:4096}" end \
                1<>"$__checker_records" || :
            \builtin return 0
            ;;
    esac
    # The shell shows a call of a function twice, the second time from within it.
    case ${FUNCNAME[1]-} in
        "${BASH_COMMAND%%[[:space:]]*}")
            \builtin printf '%s\0' "$__checker_nonce" F 0 0 "${BASH_COMMAND:0:1024}" end 1<>"$__checker_records" || :
            \builtin return 0
            ;;
    esac
    \builtin local IFS=' '
    # Half-way through a script that switches environments there is nothing to see yet.
    case " ${FUNCNAME[*]-} ${BASH_SOURCE[*]-} " in
        *'/bin/activate '* | *' deactivate '* | *' conda '* | *' __conda_'*) \builtin return 0 ;;
    esac
    __checker_count=$(( __checker_count + 1 ))
    \builtin local state=${VIRTUAL_ENV-}:${CONDA_PREFIX-}:${PATH-}:${PWD-}
    # A loop of many rounds is looked at in its first ones, and again whenever it changed something.
    if \builtin test "$__checker_count" -gt 256 && \builtin test "$state" = "$__checker_last"; then
        \builtin return 0
    fi
    __checker_last=$state
    __checker_record L "$__checker_count" "$1" "${BASH_COMMAND:0:4096}"
    # Where in the output this command begins.
    \builtin printf '\e]7717;%s;L;%s\a' "$__checker_nonce" "$__checker_count" >/dev/tty || :
    # Wait until the goals were looked at: the next command may undo what this one reached.
    \builtin read -r -t 20 _ <>"$__checker_answers"
    \builtin return 0
}

HISTFILE=/dev/null
\builtin set +o history +H
\builtin shopt -u checkwinsize
PS1='$ '
__checker_ps2='\['$'\e]7717;'$__checker_nonce$';M\a''\]> '
PS2=$__checker_ps2
__checker_ps0_mark=$'\e]7717;'$__checker_nonce$';C\a'
if \builtin test "$__checker_ps0" = native; then
    PS0=$__checker_ps0_mark
fi
# The switch that readline prints with each line it begins: the sign that it takes keys.
\builtin bind 'set enable-bracketed-paste on' 2>/dev/null
\builtin bind 'set horizontal-scroll-mode off' 2>/dev/null
\builtin bind 'set enable-active-region off' 2>/dev/null
\builtin bind 'set bell-style none' 2>/dev/null
\builtin bind -x '"\e[77177~": { __checker_prompt "$?"; } 2>/dev/null' 2>/dev/null
PROMPT_COMMAND='{ __checker_prompt "$?"; } 2>/dev/null'
__checker_arm
