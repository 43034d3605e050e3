//! Start-up files as learners have them, one for each trouble that a live session must live with. Data only; what each of
//! them does to a plain bash is held by `tests/startup.rs`.

/// A `.bashrc`.
#[derive(Debug)]
pub(crate) struct StartUp {
    /// What is the matter with it.
    pub(crate) name: &'static str,
    /// Its text. Begins in the learner's home folder.
    pub(crate) bashrc: &'static str,
    /// What a session can see of a shell that reads it.
    pub(crate) expect: Sight,
    /// A program without which it cannot be tried.
    pub(crate) needs: Option<&'static str>,
    /// What it asks before the first prompt, and the keys that answer.
    pub(crate) asks: Option<(&'static str, &'static str)>,
    /// Lines to enter, one at a prompt; the last is a condition that holds when the file did what it was made for and nobody
    /// has taken that away.
    pub(crate) still: &'static [&'static str],
}

/// What can be seen of a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Each prompt.
    Full,
    /// No prompt: this program has taken the shell's place.
    Lost { why: &'static str },
    /// It ends before its first prompt, with this status.
    Ends { status: i32 },
}

impl StartUp {
    const fn new(name: &'static str, bashrc: &'static str, still: &'static [&'static str]) -> Self {
        StartUp { name, bashrc, expect: Sight::Full, needs: None, asks: None, still }
    }
}

/// The mechanism of starship's `init bash`: the learner's PROMPT_COMMAND is wrapped, PS1 is made anew at each prompt by a
/// program, and PS0 notes the time by an assignment within an arithmetic substring.
const LIKE_STARSHIP: &str = r#"
PROMPT_COMMAND='MINE=$?'
ship_now() { echo "$SECONDS"; }
ship_return() { return "$1"; }
ship_prompt() {
    SHIP_STATUS=$? SHIP_PIPE=("${PIPESTATUS[@]}")
    local jobs=0 job IFS=$' \t\n'
    for job in $(jobs -p); do [[ $job ]] && ((jobs++)); done
    if [[ -n ${SHIP_WRAPPED-} ]]; then
        ship_return "$SHIP_STATUS"
        eval "$SHIP_WRAPPED"
    fi
    PS1="$(printf '\\n%s jobs=%s\\n> ' "${PWD##*/}" "$jobs")"
    SHIP_BEGUN=
}
SHIP_WRAPPED=$PROMPT_COMMAND
PROMPT_COMMAND=ship_prompt
PS0='${SHIP_BEGUN:$((SHIP_BEGUN="$(ship_now)",0)):0}'"${PS0-}"
SHIP_BEGUN=$(ship_now)
"#;

/// The mechanism of bash-preexec: a text in PROMPT_COMMAND puts itself out at the first prompt and sets a DEBUG trap, which
/// calls the learner's functions before the first command of each line; HISTCONTROL loses its `ignorespace`.
const LIKE_PREEXEC: &str = r#"
preexec_functions=(note) precmd_functions=(tell)
note() { NOTED=$1; }
tell() { STATUS=$?; }
pre_ready=
pre_return() { return "$1"; }
pre_command() {
    local status=$? each
    ((pre_inside)) && return
    local pre_inside=1
    for each in "${precmd_functions[@]}"; do pre_return "$status"; "$each"; done
    pre_return "$status"
}
pre_interactive() { pre_ready=on; }
pre_debug() {
    [[ -z $pre_ready || -n ${COMP_LINE-} || -n ${READLINE_POINT+x} ]] && return
    [[ $BASH_COMMAND == pre_* ]] && { pre_ready=; return; }
    pre_ready=
    local each line
    line=$(LC_ALL=C HISTTIMEFORMAT='' builtin history 1 | sed '1 s/^ *[0-9][0-9]*[* ] //')
    for each in "${preexec_functions[@]}"; do "$each" "$line"; done
}
pre_install() {
    trap 'pre_debug "$_"' DEBUG
    HISTCONTROL=${HISTCONTROL//ignoreboth/ignoredups}
    PROMPT_COMMAND=${PROMPT_COMMAND/pre_install/:}
    PROMPT_COMMAND=$'pre_command\n'"$PROMPT_COMMAND"
    # From bash 5.1 on as an element of its own, as bash-preexec has it since 0.5.
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
        PROMPT_COMMAND+=(pre_interactive)
    else
        PROMPT_COMMAND+=$'\npre_interactive'
    fi
    pre_command
    pre_interactive
}
HISTCONTROL=ignoreboth
PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}pre_install
"#;

/// What Lmod and Environment Modules put into a shell: a function, a list of what is loaded, and a longer PATH.
const MODULES: &str = r#"
mkdir -p modules/gcc/12.2/bin modules/Python/3.11.5/bin
module() {
    case $1 in
        load)
            export LOADEDMODULES=${LOADEDMODULES:+$LOADEDMODULES:}$2 _LMFILES_=${_LMFILES_:+$_LMFILES_:}$HOME/modules/$2.lua
            PATH=$HOME/modules/$2/bin:$PATH
            ;;
        purge)
            unset LOADEDMODULES _LMFILES_
            while [[ $PATH == "$HOME/modules/"* ]]; do PATH=${PATH#*:}; done
            ;;
        list) echo "${LOADEDMODULES-No modules loaded}" >&2 ;;
    esac
    hash -r
}
ml() { module load "$@"; }
export -f module
module load gcc/12.2
"#;

const CONDA: &str = r#"
mkdir -p miniconda/bin miniconda/conda-meta
conda() { echo "conda $*"; }
export CONDA_PREFIX=$HOME/miniconda CONDA_DEFAULT_ENV=base CONDA_SHLVL=1 CONDA_PROMPT_MODIFIER='(base) '
PATH=$HOME/miniconda/bin:$PATH PS1="(base) $PS1"
"#;

/// All of them.
pub(crate) const START_UPS: [StartUp; 59] = [
    // What happens while it is read.
    StartUp::new("is empty", "", &["true"]),
    StartUp::new(
        "prints a banner",
        "echo 'Welcome to the cluster'; printf '\\e[1mMaintenance on Monday\\e[m\\n'",
        &["true"],
    ),
    StartUp::new("prints no newline at its end", "MINE=1; printf 'almost a line'", &["((MINE))"]),
    StartUp::new("fails in the middle", "false; ls /does/not/exist; no-such-program\nMINE=1\nfalse", &["((MINE))"]),
    StartUp::new("returns early", "MINE=1\nreturn\nMINE=0", &["((MINE))"]),
    StartUp::new("returns with a status", "MINE=1\nreturn 3\nMINE=0", &["((MINE))"]),
    StartUp::new("has a syntax error", "MINE=1\nif [ x = x ; then\necho )\n", &["((MINE))"]),
    StartUp {
        asks: Some(("Which project? ", "abc\r")),
        ..StartUp::new("asks a question", "read -rp 'Which project? ' MINE", &["[[ $MINE == abc ]]"])
    },
    StartUp { expect: Sight::Ends { status: 3 }, ..StartUp::new("ends the shell", "exit 3", &[]) },
    StartUp {
        expect: Sight::Lost { why: "zsh" },
        needs: Some("zsh"),
        ..StartUp::new("becomes zsh", "exec zsh -f", &[])
    },
    StartUp { expect: Sight::Lost { why: "sh" }, needs: Some("sh"), ..StartUp::new("becomes sh", "exec sh", &[]) },
    // Options.
    StartUp::new("set -e", "set -e", &["[[ $- == *e* ]]"]),
    StartUp::new("set -u", "set -u", &["[[ $- == *u* ]]"]),
    StartUp::new("set -x", "set -x", &["[[ $- == *x* ]]"]),
    StartUp::new("set -f", "set -f", &["[[ $- == *f* ]]"]),
    StartUp::new("set -C", "set -C", &["[[ $- == *C* ]]"]),
    StartUp::new("set -o posix", "set -o posix", &["[[ -o posix ]]"]),
    StartUp::new("set -o vi", "set -o vi", &["[[ -o vi ]]"]),
    StartUp::new("shopt: size and history", "shopt -s checkwinsize histappend", &["shopt -q checkwinsize histappend"]),
    StartUp::new("shopt: strict patterns", "shopt -s failglob nullglob", &["shopt -q failglob nullglob"]),
    StartUp::new("IFS", "IFS=,", &["[[ $IFS == , ]]"]),
    StartUp::new("stty -ixon", "stty -ixon", &["[[ $(stty -a) == *-ixon* ]]"]),
    // Prompts.
    StartUp::new("PROMPT_COMMAND", "PROMPT_COMMAND='MINE=$?'", &["(exit 7)", "((MINE == 7))"]),
    StartUp::new(
        "PROMPT_COMMAND as an array",
        "PROMPT_COMMAND=('MINE=$?' 'COUNT=$((COUNT + 1))' 'LAST=$?')",
        &["(exit 7)", "((MINE == 7 && COUNT > 1))"],
    ),
    StartUp::new(
        "PROMPT_COMMAND ended by `;`",
        "PROMPT_COMMAND='MINE=$?; COUNT=$((COUNT + 1)); '",
        &["(exit 7)", "((MINE == 7 && COUNT > 1))"],
    ),
    StartUp::new(
        "PROMPT_COMMAND ended by a comment",
        "PROMPT_COMMAND='MINE=$? # mine'",
        &["(exit 7)", "((MINE == 7))"],
    ),
    StartUp::new(
        "PROMPT_COMMAND exported",
        "export PROMPT_COMMAND='MINE=$?'",
        &["(exit 7)", "((MINE == 7)) && [[ ${PROMPT_COMMAND@a} == *x* ]]"],
    ),
    StartUp::new("PROMPT_COMMAND that fails", "PROMPT_COMMAND='MINE=$?; false'", &["(exit 7)", "((MINE == 7))"]),
    StartUp::new("PROMPT_COMMAND that prints", "PROMPT_COMMAND='printf \"here: %s\\n\" \"$PWD\"'", &["true"]),
    // An assignment to it ends the command that makes it. A hook is seen where it is asked by a key.
    StartUp::new("PROMPT_COMMAND read-only", "readonly PROMPT_COMMAND='MINE=$?'", &["(exit 7)", "((MINE == 7))"]),
    StartUp::new("DEBUG trap", "trap 'MINE=$BASH_COMMAND' DEBUG", &["[[ $(trap -p DEBUG) == *'MINE=$'* ]]"]),
    StartUp::new(
        "DEBUG trap that prints, in functions too",
        "set -T; trap 'echo trapped' DEBUG",
        &["[[ $- == *T* && $(trap -p DEBUG) == *trapped* ]]"],
    ),
    // More names than a pipe holds.
    StartUp::new(
        "four thousand functions",
        "for n in {1..4000}; do eval \"a_function_with_a_rather_long_name_$n() { :; }\"; done",
        &["[[ $(type -t a_function_with_a_rather_long_name_4000) == function ]]"],
    ),
    StartUp::new("EXIT and ERR traps", "trap 'echo bye' EXIT; trap 'MINE=1' ERR", &["false", "((MINE))"]),
    StartUp::new("PS0", "PS0='[running]\\n'", &["[[ $PS0 == *running* ]]"]),
    StartUp::new("PS1 of two lines", "PS1='\\u in \\w\\n> '", &["[[ $PS1 == '\\u in \\w\\n> ' ]]"]),
    StartUp::new("PS1 with colours", "PS1='\\[\\e[1;32m\\]\\u\\[\\e[m\\]:\\w\\$ '", &["[[ $PS1 == *32m* ]]"]),
    // A terminal shows nothing of these, but its bytes hold `7717`.
    StartUp::new(
        "PS1 with marks like ours",
        "PS1='\\[\\e]7717;0123456789abcdef0123456789abcdef;D;1\\a\\e]133;A\\a\\]\\$ '",
        &["[[ $PS1 == *7717* ]]"],
    ),
    StartUp::new("PS1 with a title", "PS1='\\[\\e]0;\\u: \\w\\a\\]\\$ '", &["[[ $PS1 == *']0;'* ]]"]),
    StartUp::new("PS1 from a program", "PS1='$(basename \"$PWD\")> '", &["[[ $PS1 == *basename* ]]"]),
    StartUp::new("like starship", LIKE_STARSHIP, &["(exit 7)", "((SHIP_STATUS == 7 && MINE == 7))"]),
    StartUp::new("like bash-preexec", LIKE_PREEXEC, &["(exit 7)", "((STATUS == 7)) && [[ $NOTED == *STATUS* ]]"]),
    // History.
    StartUp::new("HISTCONTROL", "HISTCONTROL=ignoreboth:erasedups", &["[[ $HISTCONTROL == ignoreboth:erasedups ]]"]),
    StartUp::new("HISTIGNORE", "HISTIGNORE='ls:cd*:exit'", &["[[ $HISTIGNORE == ls* ]]"]),
    StartUp::new("HISTTIMEFORMAT", "HISTTIMEFORMAT='%F %T '", &["[[ $(history 1) == *20??-* ]]"]),
    StartUp::new("HISTSIZE=0", "HISTSIZE=0", &["[[ $HISTSIZE == 0 && -z $(history) ]]"]),
    StartUp::new("no history", "set +o history", &["[[ ! -o history ]]"]),
    // Names that stand for something else.
    StartUp::new("alias python", "alias python=/usr/bin/true", &["[[ $(type -t python) == alias ]]"]),
    StartUp::new("alias pip", "alias pip='python3 -m pip'", &["[[ $(type -t pip) == alias ]]"]),
    StartUp::new("function pip", "pip() { echo \"my pip $*\"; }", &["[[ $(type -t pip) == function ]]"]),
    StartUp::new(
        "function cd, aliases of builtins",
        "cd() { command cd \"$@\" && ls; }; alias printf='echo no' read='echo no' local='echo no'",
        &["[[ $(type -t cd) == function && $(type -t printf) == alias ]]"],
    ),
    // Environments.
    StartUp::new("PYTHONPATH", "export PYTHONPATH=$HOME/lib/python", &["[[ $PYTHONPATH == \"$HOME\"/* ]]"]),
    StartUp::new("modules", MODULES, &["[[ $LOADEDMODULES == gcc/12.2 && $PATH == \"$HOME\"/modules/* ]]"]),
    StartUp {
        needs: Some("python3"),
        ..StartUp::new(
            "activates an environment",
            "[ -d ~/old ] || python3 -m venv --without-pip ~/old; . ~/old/bin/activate",
            &["[[ $VIRTUAL_ENV == \"$HOME/old\" && $(type -P python) == \"$HOME\"/old/* ]]"],
        )
    },
    StartUp::new("activates conda's base", CONDA, &["[[ $CONDA_PREFIX == \"$HOME/miniconda\" ]]"]),
    // Keys.
    StartUp::new(
        "bind",
        "bind '\"\\e[A\": history-search-backward'; bind '\"\\C-x\\C-r\": re-read-init-file'; bind 'set show-all-if-ambiguous on'",
        &["[[ $(bind -p) == *'\"\\e[A\": history-search-backward'* ]]"],
    ),
    StartUp::new("bind -x", "bind -x '\"\\C-t\": echo mine'", &["[[ $(bind -X) == *mine* ]]"]),
    StartUp::new(
        "no bracketed paste",
        "bind 'set enable-bracketed-paste off'",
        &["[[ $(bind -v) == *'enable-bracketed-paste off'* ]]"],
    ),
    StartUp::new(
        "vi, with keys of its own",
        "set -o vi; bind -m vi-insert '\"jk\": vi-movement-mode'",
        &["[[ -o vi ]]"],
    ),
];
