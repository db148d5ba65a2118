# fish completion of chainrule; made by: chainrule completion fish

# Whether the words before the cursor are those of a command ($argv[1]) and as many arguments as
# $argv[2] says: none given: any number; 1: one; 1-: one or more.
function __chainrule_at
    set -l command (string split -n ' ' -- $argv[1])
    set -l valued (__chainrule_valued $argv[1])
    set -l words (commandline -opc)[2..]
    set -l arguments 0
    set -l ended no
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        if test $ended = no; and string match -qr -- '^-.' $word
            if test $word = --
                set ended yes
            else if contains -- $word $valued
                set -e words[1]
            end
        else if set -q command[1]
            test $word = $command[1]; or return 1
            set -e command[1]
        else
            set arguments (math $arguments + 1)
        end
    end
    set -q command[1]; and return 1
    switch "$argv[2]"
        case ''
            return 0
        case '*-'
            test $arguments -ge (string trim -c - -- $argv[2])
        case '*'
            test $arguments = $argv[2]
    end
end

# The word at the cursor, without the option that it is joined to by =.
function __chainrule_token
    string replace -r '^--[^=]*=' '' -- (commandline -ct)
end

# Files with one of these endings, or any where there are none such; and folders to go through.
function __chainrule_files
    set -l token (string replace -r '^~(?=/|$)' $HOME -- (__chainrule_token))
    set -l folders
    set -l wanted
    set -l others
    for path in $token*
        if test -d $path
            set -a folders $path/
        else
            set -l matching no
            for ending in $argv
                string match -q -- "*$ending" $path; and set matching yes
            end
            test $matching = yes; and set -a wanted $path; or set -a others $path
        end
    end
    set -q wanted[1]; or set wanted $others
    if string match -q '~*' -- (__chainrule_token)
        string replace -- $HOME '~' $wanted $folders
    else
        string join \n -- $wanted $folders
    end
end

# The options of a command that take a value.
function __chainrule_valued
    switch "$argv[1]"
        case ''
            string join \n -- --progress
        case 'inspect'
            string join \n -- --progress --files0-from
        case 'doctor'
            string join \n -- --progress
        case 'demo'
            string join \n -- --progress -o --output
        case 'completion'
            string join \n -- --progress
        case 'help'
            string join \n -- --progress
    end
end

complete -c chainrule -f

# chainrule
complete -c chainrule -n "__chainrule_at '' 0" -a inspect -d 'describe any file of the toolkit'
complete -c chainrule -n "__chainrule_at '' 0" -a doctor -d 'what this machine offers, and what is missing'
complete -c chainrule -n "__chainrule_at '' 0" -a demo -d 'the whole pipeline on a small text of our own'
complete -c chainrule -n "__chainrule_at '' 0" -a completion -d 'print the completions for a shell'
complete -c chainrule -n "__chainrule_at '' 0" -a help -d 'show what a command does, with an example'
complete -c chainrule -n "__chainrule_at '' 0" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at '' 0" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at '' 0" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at '' 0" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at '' 0" -s V -l version -d 'Show the version and exit'

# chainrule inspect
complete -c chainrule -n "__chainrule_at 'inspect' 0-" -F
complete -c chainrule -n "__chainrule_at 'inspect'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'inspect'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'inspect'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'inspect'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'inspect'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'inspect'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule doctor
complete -c chainrule -n "__chainrule_at 'doctor'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'doctor'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'doctor'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'doctor'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'doctor'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule demo
complete -c chainrule -n "__chainrule_at 'demo'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'demo'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'demo'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'demo'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'demo'" -s o -l output -r -f -a '(__fish_complete_directories (__chainrule_token))' -d 'Keep the files in FOLDER'

# chainrule completion
complete -c chainrule -n "__chainrule_at 'completion' 0" -f -a 'bash zsh fish'
complete -c chainrule -n "__chainrule_at 'completion'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'completion'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'completion'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'completion'" -l progress -r -f -a 'auto always never' -d 'Show progress'

# chainrule help
complete -c chainrule -n "__chainrule_at 'help' 0-" -f -a 'inspect doctor demo completion help'
complete -c chainrule -n "__chainrule_at 'help'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'help'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'help'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'help'" -l progress -r -f -a 'auto always never' -d 'Show progress'
