# shellcheck shell=bash
# The preamble assigns the variables that nothing here does.
# shellcheck disable=SC2154
# What the learner's own bash does at each prompt of a live session.
#
# Sourced once, after the learner's start-up files and a generated preamble that sets
#   __checker_nonce     what every mark and record begins with
#   __checker_records   the FIFO that takes records
#   __checker_answers   the FIFO by which the prompt is let go
#   __checker_program   the path of `checker`, which `module purge` cannot take away, and the options it was started with
# and defines
#   __checker_state     writes the fields of the watched variables to standard output
#
# It adds one element to PROMPT_COMMAND and a mark to PS0, and touches neither PS1 nor traps, options, history or key
# bindings, but for one private key. Nothing here forks. Builtins are called by `\builtin`, so that aliases and functions of
# their names do no harm; every variable has a default, so that `set -u` does none; it is called left of `||`, so that
# `set -e` does none.

# A number that an `exec` does not repeat.
__checker_id=$(( (BASHPID % 100000) * 1000000 ))
__checker_line=-1
__checker_mark=$'\e]7717;'$__checker_nonce$';C\a'

# Writes one record. $1: the status of the last command. $2: how many entries the history has grown by.
__checker_report() {
    # A date in front of each entry, where the learner wants one, is not part of the command.
    \builtin local HISTTIMEFORMAT=
    \builtin printf '%s\0' "$__checker_nonce" P "$__checker_id" "$1" '' "${PWD-}"
    __checker_state
    \builtin printf '%s\0' "$2"
    \builtin history "$(( $2 > 0 ? $2 : 1 ))"
    \builtin printf '\0'
    \builtin alias -p
    \builtin printf '\0'
    \builtin compgen -A function
    \builtin printf '\0end\0'
}

# Run by PROMPT_COMMAND, or by the private key where somebody replaced PROMPT_COMMAND. $1: the status of the last command.
__checker_prompt() {
    # What a DEBUG or RETURN trap prints, where `set -T` or `extdebug` lets functions have it, would come into the record.
    # Before bash 4.4 an option cannot be made local (CHANGES), and such a prompt is drawn without a record.
    (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404 )) || { \builtin local - && \builtin set +T; }
    \builtin local IFS=$' \t\n' answer='' now=$(( ${HISTCMD:-0} ))
    __checker_id=$(( __checker_id + 1 ))
    __checker_report "$1" "$(( __checker_line < 0 ? 0 : now - __checker_line ))" 1<>"$__checker_records"
    __checker_line=$now
    # The terminal itself, not standard output: `exec >file` must not hide a prompt.
    \builtin printf '\e]7717;%s;D;%s\a' "$__checker_nonce" "$__checker_id" >/dev/tty \
        || \builtin printf '\e]7717;%s;D;%s\a' "$__checker_nonce" "$__checker_id"
    # What is to be said is said before the prompt is drawn. An answer to an earlier prompt does not count: that one was
    # interrupted. An empty one is none: where a function is called `builtin`, nothing is read, and this must end.
    while \builtin read -r -t 3600 answer <>"$__checker_answers" && [[ $answer && $answer != "$__checker_id go" ]]; do
        case $answer in
            "$__checker_id leave") \builtin exit 0 ;;
        esac
    done
    # Last, because a read-only PROMPT_COMMAND ends the function that would change it.
    __checker_arm
}

# Puts the hook where it belongs; also where a command of the learner's took it away.
__checker_arm() {
    case ${PS0-} in
        *"$__checker_nonce"*) ;;
        *) PS0=$__checker_mark${PS0-} ;;
    esac
    case ${PROMPT_COMMAND[*]-} in
        *__checker_prompt*) ;;
        *)
            # Braces, so that `set -x` shows nothing of this. A text and not an array before bash 5.1, and there the
            # learner's own part has to find the status that it would find without us.
            if (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501 )); then
                PROMPT_COMMAND+=('{ __checker_prompt "$?"; } 2>/dev/null || :')
            else
                # shellcheck disable=SC2178,SC2128
                PROMPT_COMMAND='__checker_keep; '${PROMPT_COMMAND:+"$PROMPT_COMMAND"$'\n'}'{ __checker_prompt "$__checker_status"; } 2>/dev/null || :'
            fi
            ;;
    esac
}

__checker_keep() {
    __checker_status=$?
    \builtin return "$__checker_status"
}

# Here, because the program may not be on PATH, or no longer.
checker() {
    "${__checker_program[@]}" "$@"
}

\builtin bind -x '"\e[77177~": { __checker_prompt "$?"; } 2>/dev/null || :' 2>/dev/null
{ __checker_arm; } 2>/dev/null || :
