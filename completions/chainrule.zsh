#compdef chainrule
# zsh completion of chainrule; made by: chainrule completion zsh

# The words of $1, and files with the endings of $2.
__chainrule_files() {
  _alternative "words:word:($1)" "files:file:_files -g '*($2)(-.)'"
}

_chainrule() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -s -S -C : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(-V --version)'{-V,--version}'[Show the version and exit]' \
    '1: :->command' \
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
        'inspect:describe any file of the toolkit'
        'doctor:what this machine offers, and what is missing'
        'demo:the whole pipeline on a small text of our own'
        'completion:print the completions for a shell'
        'help:show what a command does, with an example'
      )
      _describe -t commands command commands
      ;;
    arguments)
      case $words[1] in
        inspect) _chainrule_inspect ;;
        doctor) _chainrule_doctor ;;
        demo) _chainrule_demo ;;
        completion) _chainrule_completion ;;
        help) _chainrule_help ;;
      esac
      ;;
  esac
}

_chainrule_inspect() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '*:FILE:_files'
}

_chainrule_doctor() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]'
}

_chainrule_demo() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(-o --output)'{-o+,--output=}'[Keep the files in FOLDER]:FOLDER:_files -/'
}

_chainrule_completion() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    ':SHELL:(bash zsh fish)'
}

_chainrule_help() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '*:COMMAND:(inspect doctor demo completion help)'
}

if [[ ${funcstack[1]} == _chainrule ]]; then
  _chainrule "$@"
else
  compdef _chainrule chainrule
fi
