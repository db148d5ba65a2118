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
            string join \n -- --progress --files0-from -t --tokenizer -o --output --input --invalid
        case 'count'
            string join \n -- --progress --files0-from -n --order --smoothing --k --backoff-factor --prune --fallback-discounts --input -t --tokenizer --documents --limit-vocab --vocab-cutoff --invalid -o --output --format --memory --temp-dir --threads
        case 'train'
            string join \n -- --progress --files0-from -t --tokenizer -o --output --preset --config --input --vocab-size --validation --validation-fraction --invalid --sample-every --sample-prompt --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --previous --hashed --hashed-rows --steps --epochs --max-time --batch --accumulate --optimizer --learning-rate --schedule --warmup --min-rate --weight-decay --clip --label-smoothing --data-order --eval-every --patience --checkpoint-every --keep --seed --threads --init-from
        case 'export'
            string join \n -- --progress -o --output --precision --max-difference --threads
        case 'eval'
            string join \n -- --progress --files0-from -o --output --input -t --tokenizer --documents --invalid --overlap --mix --held-out --max-perplexity --filter-below --filter-above --threads
        case 'sample'
            string join \n -- --progress --prompt --prompts --input --samples -n --max-tokens --stop --format --batch-size --logprobs --overflow --device -t --tokenizer --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --seed -o --output --threads
        case 'convert'
            string join \n -- --progress --to --input -t --tokenizer -o --output --threads
        case 'inspect'
            string join \n -- --progress --files0-from --text
        case 'gradcheck'
            string join \n -- --progress --preset --config --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --previous --hashed --hashed-rows --elements --tolerance --seed
        case 'doctor'
            string join \n -- --progress
        case 'bench'
            string join \n -- --progress
        case 'bench train'
            string join \n -- --progress --config --timed --warm-up --threads --seed
        case 'bench tokenize'
            string join \n -- --progress --files0-from -t --tokenizer --timed --warm-up --threads
        case 'bench sample'
            string join \n -- --progress -n --max-tokens --batch-size --timed --warm-up --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --device --threads
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
complete -c chainrule -n "__chainrule_at '' 0" -a train -d 'train a neural language model'
complete -c chainrule -n "__chainrule_at '' 0" -a export -d 'write a trained model as ONNX'
complete -c chainrule -n "__chainrule_at '' 0" -a eval -d 'perplexity and bits per byte of any model'
complete -c chainrule -n "__chainrule_at '' 0" -a sample -d 'generate text with a model'
complete -c chainrule -n "__chainrule_at '' 0" -a convert -d 'write a file in another form'
complete -c chainrule -n "__chainrule_at '' 0" -a inspect -d 'describe any file of the toolkit'
complete -c chainrule -n "__chainrule_at '' 0" -a gradcheck -d 'check a model\'s gradients with finite differences'
complete -c chainrule -n "__chainrule_at '' 0" -a doctor -d 'what this machine offers, and what is missing'
complete -c chainrule -n "__chainrule_at '' 0" -a bench -d 'measure how fast this machine is at something'
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
complete -c chainrule -n "__chainrule_at 'learn'" -l type -r -f -a 'bpe unigram wordpiece word char' -d 'Learn a tokenizer of this type'
complete -c chainrule -n "__chainrule_at 'learn'" -l vocab-size -r -f -d 'The vocabulary has N tokens, all counted'
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
complete -c chainrule -n "__chainrule_at 'detokenize'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'

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
complete -c chainrule -n "__chainrule_at 'count'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'count'" -l documents -r -f -d 'A document is a file, line or paragraph, or the string under this name…'
complete -c chainrule -n "__chainrule_at 'count'" -l limit-vocab -r -F -d 'Leave out n-grams with words that are not in FILE'
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
complete -c chainrule -n "__chainrule_at 'count'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'count'" -l merge -d 'The files are counts of shards'

# chainrule train
complete -c chainrule -n "__chainrule_at 'train' 0-" -F
complete -c chainrule -n "__chainrule_at 'train'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'train'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'train'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'train'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'train'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'train'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'train'" -s o -l output -r -f -a '(__fish_complete_directories (__chainrule_token))' -d 'The run'
complete -c chainrule -n "__chainrule_at 'train'" -l preset -r -f -a 'help small shakespeare-char-cpu shakespeare-char shakespeare-char-fast shakespeare-char-long word-fast rnn-char gru-char lstm-char lstm-word gpt2 llama-tiny' -d 'Begin with these settings'
complete -c chainrule -n "__chainrule_at 'train'" -l config -r -F -d 'Settings from a JSON file with the members model and training'
complete -c chainrule -n "__chainrule_at 'train'" -l input -r -f -d 'What the files hold'
complete -c chainrule -n "__chainrule_at 'train'" -l vocab-size -r -f -d 'The vocabulary has N tokens, all counted'
complete -c chainrule -n "__chainrule_at 'train'" -l validation -r -F -d 'Score the model on this file instead of a part of the data'
complete -c chainrule -n "__chainrule_at 'train'" -l validation-fraction -r -f -d 'Keep this share at the end of the data for validation'
complete -c chainrule -n "__chainrule_at 'train'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'train'" -l sample-every -r -f -d 'Show every N steps what the model would write'
complete -c chainrule -n "__chainrule_at 'train'" -l sample-prompt -r -f -d 'Let it begin with this text'
complete -c chainrule -n "__chainrule_at 'train'" -l model -r -f -a 'rnn lstm gru transformer' -d 'The kind of model'
complete -c chainrule -n "__chainrule_at 'train'" -l layers -r -f -d 'How many layers there are'
complete -c chainrule -n "__chainrule_at 'train'" -l heads -r -f -d 'Attention heads of a layer'
complete -c chainrule -n "__chainrule_at 'train'" -l kv-heads -r -f -d 'Heads of keys and values, a divisor of --heads'
complete -c chainrule -n "__chainrule_at 'train'" -l width -r -f -d 'How wide the vectors between the layers are'
complete -c chainrule -n "__chainrule_at 'train'" -l hidden -r -f -d 'Width inside the feed-forward layers, or of the recurrent states'
complete -c chainrule -n "__chainrule_at 'train'" -l context -r -f -d 'How many tokens a model sees at once'
complete -c chainrule -n "__chainrule_at 'train'" -l dropout -r -f -d 'Which share of the numbers dropout drops'
complete -c chainrule -n "__chainrule_at 'train'" -l embedding-dropout -r -f -d 'The same for the embeddings of a Transformer'
complete -c chainrule -n "__chainrule_at 'train'" -l norm -r -f -a 'layer rms' -d 'The norm of a Transformer'
complete -c chainrule -n "__chainrule_at 'train'" -l feed-forward -r -f -a 'relu relu-squared gelu gelu-tanh swiglu geglu' -d 'What stands between the matrices of the feed-forward layers'
complete -c chainrule -n "__chainrule_at 'train'" -l positions -r -f -a 'learned rotary none' -d 'How a Transformer knows where a token stands'
complete -c chainrule -n "__chainrule_at 'train'" -l tied -l no-tied -d 'Whether the embedding table makes the logits, too'
complete -c chainrule -n "__chainrule_at 'train'" -l biases -l no-biases -d 'Whether linear layers of a Transformer have biases'
complete -c chainrule -n "__chainrule_at 'train'" -l query-norm -l no-query-norm -d 'Whether queries and keys are normalised'
complete -c chainrule -n "__chainrule_at 'train'" -l previous -r -f -d 'Add a table for each of the N tokens before to the embedding'
complete -c chainrule -n "__chainrule_at 'train'" -l hashed -r -f -d 'Add a hashed table for the n-grams of each length from 2 to N'
complete -c chainrule -n "__chainrule_at 'train'" -l hashed-rows -r -f -d 'How many rows each hashed table has'
complete -c chainrule -n "__chainrule_at 'train'" -l steps -r -f -d 'Stop after N steps'
complete -c chainrule -n "__chainrule_at 'train'" -l epochs -r -f -d 'Stop after the data was seen X times'
complete -c chainrule -n "__chainrule_at 'train'" -l max-time -r -f -d 'Stop after this time, such as 90s, 15m or 2h'
complete -c chainrule -n "__chainrule_at 'train'" -l batch -r -f -d 'Rows of a batch'
complete -c chainrule -n "__chainrule_at 'train'" -l accumulate -r -f -d 'Gather the gradients of N batches for each step'
complete -c chainrule -n "__chainrule_at 'train'" -l optimizer -r -f -a 'sgd adamw muon' -d 'Which optimizer to use'
complete -c chainrule -n "__chainrule_at 'train'" -l learning-rate -r -f -d 'The learning rate after the warm-up'
complete -c chainrule -n "__chainrule_at 'train'" -l schedule -r -f -a 'constant linear cosine warmup-stable-decay inverse-square-root' -d 'How the learning rate goes after the warm-up'
complete -c chainrule -n "__chainrule_at 'train'" -l warmup -r -f -d 'Reach the full learning rate after N steps'
complete -c chainrule -n "__chainrule_at 'train'" -l min-rate -r -f -d 'Which share of the learning rate is left at the end'
complete -c chainrule -n "__chainrule_at 'train'" -l weight-decay -r -f -d 'Weight decay of the matrices'
complete -c chainrule -n "__chainrule_at 'train'" -l clip -r -f -d 'The greatest norm of the gradients'
complete -c chainrule -n "__chainrule_at 'train'" -l label-smoothing -r -f -d 'Which share of each target goes to all tokens alike'
complete -c chainrule -n "__chainrule_at 'train'" -l data-order -r -f -a 'random shuffled sequential' -d 'In which order the data is seen'
complete -c chainrule -n "__chainrule_at 'train'" -l carry -l no-carry -d 'Whether a recurrent state goes on from window to window'
complete -c chainrule -n "__chainrule_at 'train'" -l eval-every -r -f -d 'Score the validation text every N steps'
complete -c chainrule -n "__chainrule_at 'train'" -l patience -r -f -d 'Stop after N evaluations without a better loss'
complete -c chainrule -n "__chainrule_at 'train'" -l checkpoint-every -r -f -d 'Save the state every N steps'
complete -c chainrule -n "__chainrule_at 'train'" -l keep -r -f -d 'Keep the N newest states'
complete -c chainrule -n "__chainrule_at 'train'" -l seed -r -f -d 'Start the random numbers from N'
complete -c chainrule -n "__chainrule_at 'train'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'train'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'train'" -l resume -d 'Go on with the run, or begin it'
complete -c chainrule -n "__chainrule_at 'train'" -l init-from -r -f -a '(__fish_complete_directories (__chainrule_token))' -d 'Begin with the weights of another run'
complete -c chainrule -n "__chainrule_at 'train'" -l detect-anomaly -d 'Look at every number, and name the layer where one is not finite'
complete -c chainrule -n "__chainrule_at 'train'" -l dry-run -d 'Say what it would take, train a few steps to see, and leave nothing…'

# chainrule export
complete -c chainrule -n "__chainrule_at 'export' 0" -f -a '(__fish_complete_directories (__chainrule_token))'
complete -c chainrule -n "__chainrule_at 'export'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'export'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'export'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'export'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'export'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'export'" -l no-cache -d 'Leave out what the model remembers'
complete -c chainrule -n "__chainrule_at 'export'" -l external-data -d 'Put the weights into FILE.data beside the file, as is done above 2 GB'
complete -c chainrule -n "__chainrule_at 'export'" -l precision -r -f -a 'float32 float16' -d 'Keep weights as float32 or, in half the space, float16'
complete -c chainrule -n "__chainrule_at 'export'" -l verify -l no-verify -d 'Compare with the trainer'
complete -c chainrule -n "__chainrule_at 'export'" -l max-difference -r -f -d 'Accept differences of log-probabilities up to X, else exit with 1'
complete -c chainrule -n "__chainrule_at 'export'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'export'" -l threads -r -f -d 'Use N threads'

# chainrule eval
complete -c chainrule -n "__chainrule_at 'eval' 0" -f -a '(__chainrule_files .onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin)'
complete -c chainrule -n "__chainrule_at 'eval' 1-" -F
complete -c chainrule -n "__chainrule_at 'eval'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'eval'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'eval'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'eval'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'eval'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'eval'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'eval'" -l input -r -f -a 'auto text pieces stream ids u16 u32' -d 'What the input is'
complete -c chainrule -n "__chainrule_at 'eval'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'eval'" -l documents -r -f -d 'A document is a file, line or paragraph, or the string under this name…'
complete -c chainrule -n "__chainrule_at 'eval'" -l bos -d 'Put the tokenizer\'s begin token before each document'
complete -c chainrule -n "__chainrule_at 'eval'" -l eos -d 'Put the tokenizer\'s end token behind each document'
complete -c chainrule -n "__chainrule_at 'eval'" -l no-markers -d 'Leave out <s> and </s>'
complete -c chainrule -n "__chainrule_at 'eval'" -l invalid -r -f -a 'error replace keep' -d 'What to do about bytes that are not UTF-8'
complete -c chainrule -n "__chainrule_at 'eval'" -l overlap -r -f -d 'Let windows overlap, so that at least N tokens stand before each that…'
complete -c chainrule -n "__chainrule_at 'eval'" -l carry -l no-carry -d 'Whether a recurrent state goes on from window to window'
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

# chainrule sample
complete -c chainrule -n "__chainrule_at 'sample' 0" -f -a '(__chainrule_files .onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin)'
complete -c chainrule -n "__chainrule_at 'sample'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'sample'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'sample'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'sample'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'sample'" -l prompt -r -f -d 'Go on from TEXT'
complete -c chainrule -n "__chainrule_at 'sample'" -l prompts -r -F -d 'Go on from each line of FILE, - for standard input'
complete -c chainrule -n "__chainrule_at 'sample'" -l input -r -f -a 'text jsonl' -d 'What --prompts holds'
complete -c chainrule -n "__chainrule_at 'sample'" -l samples -r -f -d 'Make N sequences for each prompt'
complete -c chainrule -n "__chainrule_at 'sample'" -s n -l max-tokens -r -f -d 'Make at most N tokens'
complete -c chainrule -n "__chainrule_at 'sample'" -l ignore-eos -d 'Go on to --max-tokens'
complete -c chainrule -n "__chainrule_at 'sample'" -l stop -r -f -d 'End a sequence where TEXT comes, which is left out'
complete -c chainrule -n "__chainrule_at 'sample'" -l format -r -f -a 'text jsonl' -d 'Write the texts in this form'
complete -c chainrule -n "__chainrule_at 'sample'" -l batch-size -r -f -d 'Make N sequences at once'
complete -c chainrule -n "__chainrule_at 'sample'" -l logprobs -r -f -d 'With --format jsonl, tell the log-probability of each token and of the…'
complete -c chainrule -n "__chainrule_at 'sample'" -l overflow -r -f -a 'slide stop' -d 'Where a text gets longer than what the model looks back at'
complete -c chainrule -n "__chainrule_at 'sample'" -l no-self-test -d 'Do not see first whether MODEL says what it said when it was exported'
complete -c chainrule -n "__chainrule_at 'sample'" -l device -r -f -d 'Compute on'
complete -c chainrule -n "__chainrule_at 'sample'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'sample'" -l temperature -r -f -d 'Below 1 likely tokens gain, above 1 the others'
complete -c chainrule -n "__chainrule_at 'sample'" -l top-k -r -f -d 'Choose among the K most likely tokens'
complete -c chainrule -n "__chainrule_at 'sample'" -l top-p -r -f -d 'Choose among the most likely tokens that together have probability P'
complete -c chainrule -n "__chainrule_at 'sample'" -l min-p -r -f -d 'Choose among tokens at least P times as likely as the best'
complete -c chainrule -n "__chainrule_at 'sample'" -l repetition-penalty -r -f -d 'Scale the logits of tokens that came before by X'
complete -c chainrule -n "__chainrule_at 'sample'" -l presence-penalty -r -f -d 'Take X from the logits of tokens that came before'
complete -c chainrule -n "__chainrule_at 'sample'" -l frequency-penalty -r -f -d 'Take X from the logits of tokens for each time they came before'
complete -c chainrule -n "__chainrule_at 'sample'" -l logit-bias -r -f -d 'Add BIAS to the logit of TOKEN'
complete -c chainrule -n "__chainrule_at 'sample'" -l ban -r -f -d 'Never choose TOKEN'
complete -c chainrule -n "__chainrule_at 'sample'" -l seed -r -f -d 'Start the random numbers from N'
complete -c chainrule -n "__chainrule_at 'sample'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'sample'" -l threads -r -f -d 'Use N threads'

# chainrule convert
complete -c chainrule -n "__chainrule_at 'convert' 0" -F
complete -c chainrule -n "__chainrule_at 'convert'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'convert'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'convert'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'convert'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'convert'" -l to -r -f -d 'The form to write'
complete -c chainrule -n "__chainrule_at 'convert'" -l input -r -f -a 'stream ids pieces jsonl u16 u32' -d 'The tokens are stream, ids, pieces, jsonl, u16, u32'
complete -c chainrule -n "__chainrule_at 'convert'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'convert'" -s o -l output -r -F -d 'Write to FILE, all or nothing'
complete -c chainrule -n "__chainrule_at 'convert'" -l threads -r -f -d 'Use N threads'

# chainrule inspect
complete -c chainrule -n "__chainrule_at 'inspect' 0-" -F
complete -c chainrule -n "__chainrule_at 'inspect'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'inspect'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'inspect'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'inspect'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'inspect'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'inspect'" -l json -d 'Write the report as one JSON object on the last line of standard output'
complete -c chainrule -n "__chainrule_at 'inspect'" -l text -r -F -d 'Tell how well a tokenizer fits this text'

# chainrule gradcheck
complete -c chainrule -n "__chainrule_at 'gradcheck' 0" -f -a '(__fish_complete_directories (__chainrule_token))'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l preset -r -f -a 'help small shakespeare-char-cpu shakespeare-char shakespeare-char-fast shakespeare-char-long word-fast rnn-char gru-char lstm-char lstm-word gpt2 llama-tiny' -d 'Begin with these settings'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l config -r -F -d 'Settings from a JSON file with the members model and training'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l model -r -f -a 'rnn lstm gru transformer' -d 'The kind of model'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l layers -r -f -d 'How many layers there are'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l heads -r -f -d 'Attention heads of a layer'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l kv-heads -r -f -d 'Heads of keys and values, a divisor of --heads'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l width -r -f -d 'How wide the vectors between the layers are'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l hidden -r -f -d 'Width inside the feed-forward layers, or of the recurrent states'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l context -r -f -d 'How many tokens a model sees at once'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l dropout -r -f -d 'Which share of the numbers dropout drops'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l embedding-dropout -r -f -d 'The same for the embeddings of a Transformer'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l norm -r -f -a 'layer rms' -d 'The norm of a Transformer'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l feed-forward -r -f -a 'relu relu-squared gelu gelu-tanh swiglu geglu' -d 'What stands between the matrices of the feed-forward layers'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l positions -r -f -a 'learned rotary none' -d 'How a Transformer knows where a token stands'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l tied -l no-tied -d 'Whether the embedding table makes the logits, too'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l biases -l no-biases -d 'Whether linear layers of a Transformer have biases'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l query-norm -l no-query-norm -d 'Whether queries and keys are normalised'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l previous -r -f -d 'Add a table for each of the N tokens before to the embedding'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l hashed -r -f -d 'Add a hashed table for the n-grams of each length from 2 to N'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l hashed-rows -r -f -d 'How many rows each hashed table has'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l elements -r -f -d 'Check at most N numbers of each parameter, drawn at random'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l tolerance -r -f -d 'The greatest relative error that passes'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l seed -r -f -d 'Start the random numbers from N'
complete -c chainrule -n "__chainrule_at 'gradcheck'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule doctor
complete -c chainrule -n "__chainrule_at 'doctor'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'doctor'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'doctor'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'doctor'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'doctor'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule bench
complete -c chainrule -n "__chainrule_at 'bench' 0" -a train -d 'measure training steps of a known configuration'
complete -c chainrule -n "__chainrule_at 'bench' 0" -a tokenize -d 'measure how fast a tokenizer encodes a text'
complete -c chainrule -n "__chainrule_at 'bench' 0" -a sample -d 'measure how fast a neural model makes tokens'
complete -c chainrule -n "__chainrule_at 'bench' 0" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'bench' 0" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'bench' 0" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'bench' 0" -l progress -r -f -a 'auto always never' -d 'Show progress'

# chainrule bench train
complete -c chainrule -n "__chainrule_at 'bench train'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'bench train'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'bench train'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'bench train'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'bench train'" -l config -r -f -a 'a b c d e' -d 'Which configuration to train'
complete -c chainrule -n "__chainrule_at 'bench train'" -l timed -r -f -d 'Time N rounds after the warm-up'
complete -c chainrule -n "__chainrule_at 'bench train'" -l warm-up -r -f -d 'Warm up for SECONDS at least'
complete -c chainrule -n "__chainrule_at 'bench train'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'bench train'" -l seed -r -f -d 'Start the random numbers from N'
complete -c chainrule -n "__chainrule_at 'bench train'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule bench tokenize
complete -c chainrule -n "__chainrule_at 'bench tokenize' 0-" -F
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l files0-from -r -F -d 'Read the names of the files from FILE, each ended by a NUL byte'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -s t -l tokenizer -r -f -a 'byte (__chainrule_files .json .model .tiktoken .bpe vocab.txt)' -d 'The tokenizer'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l timed -r -f -d 'Time N rounds after the warm-up'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l warm-up -r -f -d 'Warm up for SECONDS at least'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'bench tokenize'" -l json -d 'Write the report as one JSON object on the last line of standard output'

# chainrule bench sample
complete -c chainrule -n "__chainrule_at 'bench sample' 0" -f -a '(__chainrule_files .onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin)'
complete -c chainrule -n "__chainrule_at 'bench sample'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'bench sample'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'bench sample'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l progress -r -f -a 'auto always never' -d 'Show progress'
complete -c chainrule -n "__chainrule_at 'bench sample'" -s n -l max-tokens -r -f -d 'Make at most N tokens'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l batch-size -r -f -d 'Make N sequences at once'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l timed -r -f -d 'Time N rounds after the warm-up'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l warm-up -r -f -d 'Warm up for SECONDS at least'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l temperature -r -f -d 'Below 1 likely tokens gain, above 1 the others'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l top-k -r -f -d 'Choose among the K most likely tokens'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l top-p -r -f -d 'Choose among the most likely tokens that together have probability P'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l min-p -r -f -d 'Choose among tokens at least P times as likely as the best'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l repetition-penalty -r -f -d 'Scale the logits of tokens that came before by X'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l presence-penalty -r -f -d 'Take X from the logits of tokens that came before'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l frequency-penalty -r -f -d 'Take X from the logits of tokens for each time they came before'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l logit-bias -r -f -d 'Add BIAS to the logit of TOKEN'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l ban -r -f -d 'Never choose TOKEN'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l device -r -f -d 'Compute on'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l threads -r -f -d 'Use N threads'
complete -c chainrule -n "__chainrule_at 'bench sample'" -l json -d 'Write the report as one JSON object on the last line of standard output'

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
complete -c chainrule -n "__chainrule_at 'help' 0-" -f -a 'learn tokenize detokenize count train export eval sample convert inspect gradcheck doctor bench demo completion help'
complete -c chainrule -n "__chainrule_at 'help'" -s h -l help -d 'Show this page and exit'
complete -c chainrule -n "__chainrule_at 'help'" -s q -l quiet -d 'Say nothing but errors'
complete -c chainrule -n "__chainrule_at 'help'" -s v -l verbose -d 'Say more on standard error'
complete -c chainrule -n "__chainrule_at 'help'" -l progress -r -f -a 'auto always never' -d 'Show progress'
