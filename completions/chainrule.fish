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
            string join \n --
        case 'learn'
            string join \n -- --progress --files0-from -o --output --threads --normalize --pre-tokenizer --type --vocab-size --special --min-frequency --max-piece-length --character-coverage --initial-alphabet --documents --invalid --word-memory
        case 'tokenize'
            string join \n -- --progress --files0-from -t --tokenizer -o --output --threads --format --documents --invalid --truncate --stride --split
        case 'detokenize'
            string join \n -- --progress --files0-from -t --tokenizer -o --output --input
        case 'count'
            string join \n -- --progress --files0-from -n --order --smoothing --k --backoff-factor --prune --fallback-discounts --input --limit-vocab --vocab-cutoff --invalid -o --output --format --memory --temp-dir --threads
        case 'eval'
            string join \n -- --progress --files0-from -o --output --input -t --tokenizer --invalid --mix --held-out --max-perplexity --filter-below --filter-above --threads
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
complete -c chainrule -n "__chainrule_at '' 0" -a learn -d 'learn a tokenizer from text'
complete -c chainrule -n "__chainrule_at '' 0" -a tokenize -d 'turn text into tokens'
complete -c chainrule -n "__chainrule_at '' 0" -a detokenize -d 'turn tokens back into text'
complete -c chainrule -n "__chainrule_at '' 0" -a count -d 'estimate an n-gram model from text'
complete -c chainrule -n "__chainrule_at '' 0" -a eval -d 'perplexity and bits per byte of any model'
complete -c chainrule -n "__chainrule_at '' 0" -a inspect -d 'describe any file of the toolkit'
complete -c chainrule -n "__chainrule_at '' 0" -a doctor -d 'what this machine offers, and what is missing'
complete -c chainrule -n "__chainrule_at '' 0" -a demo -d 'the whole pipeline on a small text of our own'
complete -c chainrule -n "__chainrule_at '' 0" -a completion -d 'print the completions for a shell'
complete -c chainrule -n "__chainrule_at '' 0" -a help -d 'show what a command does, with an example'
complete -c chainrule -n "__chainrule_at '' 0" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at '' 0" -s V -l version -d 'Show the version and exit'

# chainrule learn
complete -c chainrule -n "__chainrule_at 'learn' 0-" -F
complete -c chainrule -n "__chainrule_at 'learn'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'learn'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'learn'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'learn'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'learn'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'learn'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'learn'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'learn'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'learn'" -l normalize -r -f -d 'Rewrite text first, in this order'
complete -c chainrule -n "__chainrule_at 'learn'" -l pre-tokenizer -r -f -d 'Cut text into pieces that no token crosses'
complete -c chainrule -n "__chainrule_at 'learn'" -l type -r -f -a 'bpe unigram wordpiece word char' -d 'Learn BPE, UNIGRAM, WORDPIECE, WORD, CHAR'
complete -c chainrule -n "__chainrule_at 'learn'" -l vocab-size -r -f -d 'Learn N tokens, special ones and single characters counted'
complete -c chainrule -n "__chainrule_at 'learn'" -l special -r -f -d 'A special token'
complete -c chainrule -n "__chainrule_at 'learn'" -l min-frequency -r -f -d 'Leave out what occurs less than N times'
complete -c chainrule -n "__chainrule_at 'learn'" -l max-piece-length -r -f -d 'Let no token be longer than N characters, or bytes for byte-level tokens'
complete -c chainrule -n "__chainrule_at 'learn'" -l character-coverage -r -f -d 'Give tokens to the most frequent characters until they cover this share…'
complete -c chainrule -n "__chainrule_at 'learn'" -l initial-alphabet -r -f -d 'Give tokens to these characters in any case'
complete -c chainrule -n "__chainrule_at 'learn'" -l no-byte-fallback -d 'Make characters that have no token unknown, rather than tokens of their…'
complete -c chainrule -n "__chainrule_at 'learn'" -l documents -r -f -d 'A document is a file, line or paragraph, or the string under this name…'
complete -c chainrule -n "__chainrule_at 'learn'" -l weighted -d 'Each line is a word, a tab, and how often it occurs'
complete -c chainrule -n "__chainrule_at 'learn'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'learn'" -l word-memory -r -f -d 'Forget the rarest words where all of them would take more'

# chainrule tokenize
complete -c chainrule -n "__chainrule_at 'tokenize' 0-" -F
complete -c chainrule -n "__chainrule_at 'tokenize'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'tokenize'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'tokenize'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'tokenize'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'tokenize'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l format -r -f -a 'stream ids pieces jsonl u16 u32' -d 'Write stream, ids, pieces, jsonl, u16, u32'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l documents -r -f -d 'A document is a file, line or paragraph, or the string under this name…'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l bos -d 'Put the tokenizer\'s begin token before each document'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l eos -d 'Put the tokenizer\'s end token behind each document'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l no-specials -d 'Treat special tokens that stand in the text as text'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l truncate -r -f -d 'Keep at most N tokens of each document'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l stride -r -f -d 'With --truncate, leave nothing out'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l split -r -f -d 'Write this share, such as 0.9, to FILE.train and the rest to…'
complete -c chainrule -n "__chainrule_at 'tokenize'" -l totals -d 'Write no tokens, only how many documents, tokens and bytes there are'

# chainrule detokenize
complete -c chainrule -n "__chainrule_at 'detokenize' 0-" -F
complete -c chainrule -n "__chainrule_at 'detokenize'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'detokenize'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'detokenize'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'detokenize'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'detokenize'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'detokenize'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'detokenize'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'detokenize'" -l input -r -f -a 'stream ids pieces jsonl u16 u32' -d 'The tokens are stream, ids, pieces, jsonl, u16, u32'
complete -c chainrule -n "__chainrule_at 'detokenize'" -l skip-specials -d 'Leave special tokens out of the text'

# chainrule count
complete -c chainrule -n "__chainrule_at 'count' 0-" -F
complete -c chainrule -n "__chainrule_at 'count'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'count'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'count'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'count'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'count'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'count'" -s n -l order -r -f -d 'The longest n-grams have N words'
complete -c chainrule -n "__chainrule_at 'count'" -l smoothing -r -f -a 'kneser-ney witten-bell add-k mle stupid-backoff' -d 'Use this smoothing'
complete -c chainrule -n "__chainrule_at 'count'" -l k -r -f -d 'Add X to every count, with --smoothing add-k'
complete -c chainrule -n "__chainrule_at 'count'" -l backoff-factor -r -f -d 'Multiply by X for each word of context given up, with stupid-backoff'
complete -c chainrule -n "__chainrule_at 'count'" -l prune -r -f -d 'Leave out n-grams seen no more than N times, by order'
complete -c chainrule -n "__chainrule_at 'count'" -l discount-fallback -d 'Where discounts cannot be estimated, use 0.5, 1 and 1.5'
complete -c chainrule -n "__chainrule_at 'count'" -l fallback-discounts -r -f -d 'The same with these discounts for counts of 1, 2, and 3 or more'
complete -c chainrule -n "__chainrule_at 'count'" -l no-interpolate-unigrams -d 'Give what unigrams pass on to the unknown word alone, as SRILM does'
complete -c chainrule -n "__chainrule_at 'count'" -l input -r -f -a 'auto text stream ids u16 u32' -d 'What the input is'
complete -c chainrule -n "__chainrule_at 'count'" -l limit-vocab -r -F -d 'Leave out n-grams with words that are not in FILE, but count them'
complete -c chainrule -n "__chainrule_at 'count'" -l unk -d 'With --limit-vocab, count words that are not in its FILE as <unk>'
complete -c chainrule -n "__chainrule_at 'count'" -l vocab-cutoff -r -f -d 'Count words seen fewer than N times as <unk>'
complete -c chainrule -n "__chainrule_at 'count'" -l no-markers -d 'Leave out <s> and </s>'
complete -c chainrule -n "__chainrule_at 'count'" -l skip-symbols -d 'Read <s>, </s> and <unk> in the text as blanks instead of refusing them'
complete -c chainrule -n "__chainrule_at 'count'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'count'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'count'" -l format -r -f -a 'arpa binary counts csv' -d 'Write a model'
complete -c chainrule -n "__chainrule_at 'count'" -l memory -r -f -d 'Use SIZE of memory for data'
complete -c chainrule -n "__chainrule_at 'count'" -l temp-dir -r -f -a '(__fish_complete_directories (__chainrule_token))' -d 'Put temporary files into FOLDER'
complete -c chainrule -n "__chainrule_at 'count'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'count'" -l merge -d 'The files are counts of shards'

# chainrule eval
complete -c chainrule -n "__chainrule_at 'eval' 0" -f -a '(__chainrule_files .onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin)'
complete -c chainrule -n "__chainrule_at 'eval' 1-" -F
complete -c chainrule -n "__chainrule_at 'eval'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'eval'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'eval'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'eval'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'eval'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'eval'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'eval'" -l input -r -f -a 'auto text pieces stream ids u16 u32' -d 'The input is AUTO, TEXT, PIECES, STREAM, IDS, U16, U32'
complete -c chainrule -n "__chainrule_at 'eval'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'eval'" -l no-markers -d 'Leave out <s> and </s>'
complete -c chainrule -n "__chainrule_at 'eval'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'eval'" -l mix -r -f -a '(__chainrule_files .onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin)' -d 'Interpolate with this model too'
complete -c chainrule -n "__chainrule_at 'eval'" -l held-out -r -F -d 'Find the weights on this text'
complete -c chainrule -n "__chainrule_at 'eval'" -l per-line -d 'Report each line'
complete -c chainrule -n "__chainrule_at 'eval'" -l per-token -d 'Report each token, with the length of the n-gram that was found for it'
complete -c chainrule -n "__chainrule_at 'eval'" -l csv -d 'Write reports as CSV with a line of names'
complete -c chainrule -n "__chainrule_at 'eval'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'eval'" -l max-perplexity -r -f -d 'Exit with 1 where the perplexity is above X'
complete -c chainrule -n "__chainrule_at 'eval'" -l filter-below -r -f -d 'Write the lines whose own perplexity is below X, and nothing else'
complete -c chainrule -n "__chainrule_at 'eval'" -l filter-above -r -f -d 'Write the lines whose own perplexity is above X, and nothing else'
complete -c chainrule -n "__chainrule_at 'eval'" -l threads -r -f -d 'Use N threads'

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
complete -c chainrule -n "__chainrule_at 'help' 0-" -f -a 'learn tokenize detokenize count eval inspect doctor demo completion help'
complete -c chainrule -n "__chainrule_at 'help'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'help'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'help'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'help'" -l progress -r -f -a 'auto always never' -d 'Show progress'
