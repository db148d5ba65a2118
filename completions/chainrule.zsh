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
    '(-V --version)'{-V,--version}'[Show the version and exit]' \
    '1: :->command' \
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
        'learn:learn a tokenizer from text'
        'tokenize:turn text into tokens'
        'detokenize:turn tokens back into text'
        'count:estimate an n-gram model from text'
        'train:train a neural language model'
        'export:write a trained model as ONNX'
        'eval:perplexity and bits per byte of any model'
        'sample:generate text with a model'
        'convert:write a file in another form'
        'inspect:describe any file of the toolkit'
        'gradcheck:check a model'\''s gradients with finite differences'
        'doctor:what this machine offers, and what is missing'
        'bench:measure how fast this machine is at something'
        'demo:the whole pipeline on a small text of our own'
        'completion:print the completions for a shell'
        'help:show what a command does, with an example'
      )
      _describe -t commands command commands
      ;;
    arguments)
      case $words[1] in
        learn) _chainrule_learn ;;
        tokenize) _chainrule_tokenize ;;
        detokenize) _chainrule_detokenize ;;
        count) _chainrule_count ;;
        train) _chainrule_train ;;
        export) _chainrule_export ;;
        eval) _chainrule_eval ;;
        sample) _chainrule_sample ;;
        convert) _chainrule_convert ;;
        inspect) _chainrule_inspect ;;
        gradcheck) _chainrule_gradcheck ;;
        doctor) _chainrule_doctor ;;
        bench) _chainrule_bench ;;
        demo) _chainrule_demo ;;
        completion) _chainrule_completion ;;
        help) _chainrule_help ;;
      esac
      ;;
  esac
}

_chainrule_learn() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '*'--normalize='[Rewrite text first, in this order]:STEP: ' \
    '(--pre-tokenizer)'--pre-tokenizer='[Cut text into pieces that no token crosses]:NAME: ' \
    '(--type)'--type='[Learn a tokenizer of this type]:TYPE:(bpe unigram wordpiece word char)' \
    '(--vocab-size)'--vocab-size='[The vocabulary has N tokens, all counted]:N: ' \
    '*'--special='[A special token]:TOKEN: ' \
    '(--min-frequency)'--min-frequency='[Leave out what occurs less than N times]:N: ' \
    '(--max-piece-length)'--max-piece-length='[Let no token be longer than N characters, or bytes for byte-level tokens]:N: ' \
    '(--character-coverage)'--character-coverage='[Give tokens to the most frequent characters until they cover this share…]:SHARE: ' \
    '(--initial-alphabet)'--initial-alphabet='[Give tokens to these characters in any case]:CHARACTERS: ' \
    '(--no-byte-fallback)'--no-byte-fallback'[Make characters that have no token unknown, rather than tokens of their…]' \
    '(--documents)'--documents='[A document is a file, line or paragraph, or the string under this name…]:KIND: ' \
    '(--weighted)'--weighted'[Each line is a word, a tab, and how often it occurs]' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '(--word-memory)'--word-memory='[Forget the rarest words where all of them would take more]:MEGABYTES: ' \
    '*:FILE:_files'
}

_chainrule_tokenize() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--format)'--format='[Write stream, ids, pieces, jsonl, u16, u32]:FORMAT:(stream ids pieces jsonl u16 u32)' \
    '(--documents)'--documents='[A document is a file, line or paragraph, or the string under this name…]:KIND: ' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '(--bos)'--bos'[Put the tokenizer'\''s begin token before each document]' \
    '(--eos)'--eos'[Put the tokenizer'\''s end token behind each document]' \
    '(--no-specials)'--no-specials'[Treat special tokens that stand in the text as text]' \
    '(--truncate)'--truncate='[Keep at most N tokens of each document]:N: ' \
    '(--stride)'--stride='[With --truncate, leave nothing out]:N: ' \
    '(--split)'--split='[Write this share, such as 0.9, to FILE.train and the rest to…]:SHARE: ' \
    '(--totals)'--totals'[Write no tokens, only how many documents, tokens and bytes there are]' \
    '*:FILE:_files'
}

_chainrule_detokenize() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--input)'--input='[The tokens are stream, ids, pieces, jsonl, u16, u32]:FORMAT:(stream ids pieces jsonl u16 u32)' \
    '(--skip-specials)'--skip-specials'[Leave special tokens out of the text]' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '*:FILE:_files'
}

_chainrule_count() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-n --order)'{-n+,--order=}'[The longest n-grams have N words]:N: ' \
    '(--smoothing)'--smoothing='[Use this smoothing]:KIND:(kneser-ney witten-bell add-k mle stupid-backoff)' \
    '(--k)'--k='[Add X to every count, with --smoothing add-k]:X: ' \
    '(--backoff-factor)'--backoff-factor='[Multiply by X for each word of context given up, with stupid-backoff]:X: ' \
    '(--prune)'--prune='[Leave out n-grams seen no more than N times, by order]:N,N,…: ' \
    '(--discount-fallback)'--discount-fallback'[Where discounts cannot be estimated, use 0.5, 1 and 1.5]' \
    '(--fallback-discounts)'--fallback-discounts='[The same with these discounts for counts of 1, 2, and 3 or more]:X,X,X: ' \
    '(--no-interpolate-unigrams)'--no-interpolate-unigrams'[Give what unigrams pass on to the unknown word alone, as SRILM does]' \
    '(--input)'--input='[What the input is]:KIND:(auto text stream ids u16 u32)' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(--documents)'--documents='[A document is a file, line or paragraph, or the string under this name…]:KIND: ' \
    '(--limit-vocab)'--limit-vocab='[Leave out n-grams with words that are not in FILE]:FILE:_files' \
    '(--unk)'--unk'[With --limit-vocab, count words that are not in its FILE as <unk>]' \
    '(--vocab-cutoff)'--vocab-cutoff='[Count words seen fewer than N times as <unk>]:N: ' \
    '(--no-markers)'--no-markers'[Leave out <s> and </s>]' \
    '(--skip-symbols)'--skip-symbols'[Read <s>, </s> and <unk> in the text as blanks instead of refusing them]' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--format)'--format='[Write a model]:FORMAT:(arpa binary counts csv)' \
    '(--memory)'--memory='[Use SIZE of memory for data]:SIZE: ' \
    '(--temp-dir)'--temp-dir='[Put temporary files into FOLDER]:FOLDER:_files -/' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--merge)'--merge'[The files are counts of shards]' \
    '*:FILE:_files'
}

_chainrule_train() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(-o --output)'{-o+,--output=}'[The run]:RUN:_files -/' \
    '(--preset)'--preset='[Begin with these settings]:NAME:(help small shakespeare-char-cpu shakespeare-char shakespeare-char-fast shakespeare-char-long word-fast rnn-char gru-char lstm-char lstm-word gpt2 llama-tiny)' \
    '(--config)'--config='[Settings from a JSON file with the members model and training]:FILE:_files' \
    '(--input)'--input='[What the files hold]:KIND: ' \
    '(--vocab-size)'--vocab-size='[The vocabulary has N tokens, all counted]:N: ' \
    '(--validation)'--validation='[Score the model on this file instead of a part of the data]:FILE:_files' \
    '(--validation-fraction)'--validation-fraction='[Keep this share at the end of the data for validation]:SHARE: ' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '(--sample-every)'--sample-every='[Show every N steps what the model would write]:N: ' \
    '(--sample-prompt)'--sample-prompt='[Let it begin with this text]:TEXT: ' \
    '(--model)'--model='[The kind of model]:KIND:(rnn lstm gru transformer)' \
    '(--layers)'--layers='[How many layers there are]:N: ' \
    '(--heads)'--heads='[Attention heads of a layer]:N: ' \
    '(--kv-heads)'--kv-heads='[Heads of keys and values, a divisor of --heads]:N: ' \
    '(--width)'--width='[How wide the vectors between the layers are]:N: ' \
    '(--hidden)'--hidden='[Width inside the feed-forward layers, or of the recurrent states]:N: ' \
    '(--context)'--context='[How many tokens a model sees at once]:N: ' \
    '(--dropout)'--dropout='[Which share of the numbers dropout drops]:P: ' \
    '(--embedding-dropout)'--embedding-dropout='[The same for the embeddings of a Transformer]:P: ' \
    '(--norm)'--norm='[The norm of a Transformer]:KIND:(layer rms)' \
    '(--feed-forward)'--feed-forward='[What stands between the matrices of the feed-forward layers]:KIND:(relu relu-squared gelu gelu-tanh swiglu geglu)' \
    '(--positions)'--positions='[How a Transformer knows where a token stands]:KIND:(learned rotary none)' \
    '(--tied --no-tied)'{--tied,--no-tied}'[Whether the embedding table makes the logits, too]' \
    '(--biases --no-biases)'{--biases,--no-biases}'[Whether linear layers of a Transformer have biases]' \
    '(--query-norm --no-query-norm)'{--query-norm,--no-query-norm}'[Whether queries and keys are normalised]' \
    '(--previous)'--previous='[Add a table for each of the N tokens before to the embedding]:N: ' \
    '(--hashed)'--hashed='[Add a hashed table for the n-grams of each length from 2 to N]:N: ' \
    '(--hashed-rows)'--hashed-rows='[How many rows each hashed table has]:N: ' \
    '(--steps)'--steps='[Stop after N steps]:N: ' \
    '(--epochs)'--epochs='[Stop after the data was seen X times]:X: ' \
    '(--max-time)'--max-time='[Stop after this time, such as 90s, 15m or 2h]:TIME: ' \
    '(--batch)'--batch='[Rows of a batch]:N: ' \
    '(--accumulate)'--accumulate='[Gather the gradients of N batches for each step]:N: ' \
    '(--optimizer)'--optimizer='[Which optimizer to use]:KIND:(sgd adamw muon)' \
    '(--learning-rate)'--learning-rate='[The learning rate after the warm-up]:X: ' \
    '(--schedule)'--schedule='[How the learning rate goes after the warm-up]:CURVE:(constant linear cosine warmup-stable-decay inverse-square-root)' \
    '(--warmup)'--warmup='[Reach the full learning rate after N steps]:N: ' \
    '(--min-rate)'--min-rate='[Which share of the learning rate is left at the end]:SHARE: ' \
    '(--weight-decay)'--weight-decay='[Weight decay of the matrices]:X: ' \
    '(--clip)'--clip='[The greatest norm of the gradients]:X: ' \
    '(--label-smoothing)'--label-smoothing='[Which share of each target goes to all tokens alike]:P: ' \
    '(--data-order)'--data-order='[In which order the data is seen]:ORDER:(random shuffled sequential)' \
    '(--carry --no-carry)'{--carry,--no-carry}'[Whether a recurrent state goes on from window to window]' \
    '(--eval-every)'--eval-every='[Score the validation text every N steps]:N: ' \
    '(--patience)'--patience='[Stop after N evaluations without a better loss]:N: ' \
    '(--checkpoint-every)'--checkpoint-every='[Save the state every N steps]:N: ' \
    '(--keep)'--keep='[Keep the N newest states]:N: ' \
    '(--seed)'--seed='[Start the random numbers from N]:N: ' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--resume)'--resume'[Go on with the run, or begin it]' \
    '(--init-from)'--init-from='[Begin with the weights of another run]:RUN:_files -/' \
    '(--detect-anomaly)'--detect-anomaly'[Look at every number, and name the layer where one is not finite]' \
    '(--dry-run)'--dry-run'[Say what it would take, train a few steps to see, and leave nothing…]' \
    '*:FILE:_files'
}

_chainrule_export() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--no-cache)'--no-cache'[Leave out what the model remembers]' \
    '(--external-data)'--external-data'[Put the weights into FILE.data beside the file, as is done above 2 GB]' \
    '(--precision)'--precision='[Keep weights as float32 or, in half the space, float16]:TYPE:(float32 float16)' \
    '(--verify --no-verify)'{--verify,--no-verify}'[Compare with the trainer]' \
    '(--max-difference)'--max-difference='[Accept differences of log-probabilities up to X, else exit with 1]:X: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    ':RUN:_files -/'
}

_chainrule_eval() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--input)'--input='[What the input is]:KIND:(auto text pieces stream ids u16 u32)' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(--documents)'--documents='[A document is a file, line or paragraph, or the string under this name…]:KIND: ' \
    '(--bos)'--bos'[Put the tokenizer'\''s begin token before each document]' \
    '(--eos)'--eos'[Put the tokenizer'\''s end token behind each document]' \
    '(--no-markers)'--no-markers'[Leave out <s> and </s>]' \
    '(--invalid)'--invalid='[What to do about bytes that are not UTF-8]:HOW:(error replace keep)' \
    '(--overlap)'--overlap='[Let windows overlap, so that at least N tokens stand before each that…]:N: ' \
    '(--carry --no-carry)'{--carry,--no-carry}'[Whether a recurrent state goes on from window to window]' \
    '*'--mix='[Interpolate with this model too]:MODEL\[\:WEIGHT\]: __chainrule_files "" ".onnx|.arpa|.arpa.gz|.arpa.zst|.arpa.bz2|.arpa.xz|.bin"' \
    '(--held-out)'--held-out='[Find the weights on this text]:FILE:_files' \
    '(--per-line)'--per-line'[Report each line]' \
    '(--per-token)'--per-token'[Report each token, with the length of the n-gram that was found for it]' \
    '(--csv)'--csv'[Write reports as CSV with a line of names]' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--max-perplexity)'--max-perplexity='[Exit with 1 where the perplexity is above X]:X: ' \
    '(--filter-below)'--filter-below='[Write the lines whose own perplexity is below X, and nothing else]:X: ' \
    '(--filter-above)'--filter-above='[Write the lines whose own perplexity is above X, and nothing else]:X: ' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    ':MODEL: __chainrule_files "" ".onnx|.arpa|.arpa.gz|.arpa.zst|.arpa.bz2|.arpa.xz|.bin"' \
    '*:FILE:_files'
}

_chainrule_sample() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--prompt)'--prompt='[Go on from TEXT]:TEXT: ' \
    '(--prompts)'--prompts='[Go on from each line of FILE, - for standard input]:FILE:_files' \
    '(--input)'--input='[What --prompts holds]:KIND:(text jsonl)' \
    '(--samples)'--samples='[Make N sequences for each prompt]:N: ' \
    '(-n --max-tokens)'{-n+,--max-tokens=}'[Make at most N tokens]:N: ' \
    '(--ignore-eos)'--ignore-eos'[Go on to --max-tokens]' \
    '*'--stop='[End a sequence where TEXT comes, which is left out]:TEXT: ' \
    '(--format)'--format='[Write the texts in this form]:FORMAT:(text jsonl)' \
    '(--batch-size)'--batch-size='[Make N sequences at once]:N: ' \
    '(--logprobs)'--logprobs='[With --format jsonl, tell the log-probability of each token and of the…]:K: ' \
    '(--overflow)'--overflow='[Where a text gets longer than what the model looks back at]:WHAT:(slide stop)' \
    '(--no-self-test)'--no-self-test'[Do not see first whether MODEL says what it said when it was exported]' \
    '(--device)'--device='[Compute on]:DEVICE: ' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(--temperature)'--temperature='[Below 1 likely tokens gain, above 1 the others]:X: ' \
    '(--top-k)'--top-k='[Choose among the K most likely tokens]:K: ' \
    '(--top-p)'--top-p='[Choose among the most likely tokens that together have probability P]:P: ' \
    '(--min-p)'--min-p='[Choose among tokens at least P times as likely as the best]:P: ' \
    '(--repetition-penalty)'--repetition-penalty='[Scale the logits of tokens that came before by X]:X: ' \
    '(--presence-penalty)'--presence-penalty='[Take X from the logits of tokens that came before]:X: ' \
    '(--frequency-penalty)'--frequency-penalty='[Take X from the logits of tokens for each time they came before]:X: ' \
    '*'--logit-bias='[Add BIAS to the logit of TOKEN]:TOKEN\:BIAS: ' \
    '*'--ban='[Never choose TOKEN]:TOKEN: ' \
    '(--seed)'--seed='[Start the random numbers from N]:N: ' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    ':MODEL: __chainrule_files "" ".onnx|.arpa|.arpa.gz|.arpa.zst|.arpa.bz2|.arpa.xz|.bin"'
}

_chainrule_convert() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--to)'--to='[The form to write]:FORM: ' \
    '(--input)'--input='[The tokens are stream, ids, pieces, jsonl, u16, u32]:FORMAT:(stream ids pieces jsonl u16 u32)' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(-o --output)'{-o+,--output=}'[Write to FILE, all or nothing]:FILE:_files' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    ':FILE:_files'
}

_chainrule_inspect() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '(--text)'--text='[Tell how well a tokenizer fits this text]:FILE:_files' \
    '*:FILE:_files'
}

_chainrule_gradcheck() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--preset)'--preset='[Begin with these settings]:NAME:(help small shakespeare-char-cpu shakespeare-char shakespeare-char-fast shakespeare-char-long word-fast rnn-char gru-char lstm-char lstm-word gpt2 llama-tiny)' \
    '(--config)'--config='[Settings from a JSON file with the members model and training]:FILE:_files' \
    '(--model)'--model='[The kind of model]:KIND:(rnn lstm gru transformer)' \
    '(--layers)'--layers='[How many layers there are]:N: ' \
    '(--heads)'--heads='[Attention heads of a layer]:N: ' \
    '(--kv-heads)'--kv-heads='[Heads of keys and values, a divisor of --heads]:N: ' \
    '(--width)'--width='[How wide the vectors between the layers are]:N: ' \
    '(--hidden)'--hidden='[Width inside the feed-forward layers, or of the recurrent states]:N: ' \
    '(--context)'--context='[How many tokens a model sees at once]:N: ' \
    '(--dropout)'--dropout='[Which share of the numbers dropout drops]:P: ' \
    '(--embedding-dropout)'--embedding-dropout='[The same for the embeddings of a Transformer]:P: ' \
    '(--norm)'--norm='[The norm of a Transformer]:KIND:(layer rms)' \
    '(--feed-forward)'--feed-forward='[What stands between the matrices of the feed-forward layers]:KIND:(relu relu-squared gelu gelu-tanh swiglu geglu)' \
    '(--positions)'--positions='[How a Transformer knows where a token stands]:KIND:(learned rotary none)' \
    '(--tied --no-tied)'{--tied,--no-tied}'[Whether the embedding table makes the logits, too]' \
    '(--biases --no-biases)'{--biases,--no-biases}'[Whether linear layers of a Transformer have biases]' \
    '(--query-norm --no-query-norm)'{--query-norm,--no-query-norm}'[Whether queries and keys are normalised]' \
    '(--previous)'--previous='[Add a table for each of the N tokens before to the embedding]:N: ' \
    '(--hashed)'--hashed='[Add a hashed table for the n-grams of each length from 2 to N]:N: ' \
    '(--hashed-rows)'--hashed-rows='[How many rows each hashed table has]:N: ' \
    '(--elements)'--elements='[Check at most N numbers of each parameter, drawn at random]:N: ' \
    '(--tolerance)'--tolerance='[The greatest relative error that passes]:X: ' \
    '(--seed)'--seed='[Start the random numbers from N]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '::RUN:_files -/'
}

_chainrule_doctor() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]'
}

_chainrule_bench() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -s -S -C : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '1: :->command' \
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
        'train:measure training steps of a known configuration'
        'tokenize:measure how fast a tokenizer encodes a text'
        'sample:measure how fast a neural model makes tokens'
      )
      _describe -t commands command commands
      ;;
    arguments)
      case $words[1] in
        train) _chainrule_bench_train ;;
        tokenize) _chainrule_bench_tokenize ;;
        sample) _chainrule_bench_sample ;;
      esac
      ;;
  esac
}

_chainrule_bench_train() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--config)'--config='[Which configuration to train]:CONFIG:(a b c d e)' \
    '(--timed)'--timed='[Time N rounds after the warm-up]:N: ' \
    '(--warm-up)'--warm-up='[Warm up for SECONDS at least]:SECONDS: ' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--seed)'--seed='[Start the random numbers from N]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]'
}

_chainrule_bench_tokenize() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(--files0-from)'--files0-from='[Read the names of the files from FILE, each ended by a NUL byte]:FILE:_files' \
    '(-t --tokenizer)'{-t+,--tokenizer=}'[The tokenizer]:TOKENIZER: __chainrule_files "byte" ".json|.model|.tiktoken|.bpe|vocab.txt"' \
    '(--timed)'--timed='[Time N rounds after the warm-up]:N: ' \
    '(--warm-up)'--warm-up='[Warm up for SECONDS at least]:SECONDS: ' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    '*:FILE:_files'
}

_chainrule_bench_sample() {
  _arguments -s -S : \
    '(-h --help)'{-h,--help}'[Show this page and exit]' \
    '(-q --quiet)'{-q,--quiet}'[Say nothing but errors]' \
    '(-v --verbose)'{-v,--verbose}'[Say more on standard error]' \
    '(--progress)'--progress='[Show progress]:WHEN:(auto always never)' \
    '(-n --max-tokens)'{-n+,--max-tokens=}'[Make at most N tokens]:N: ' \
    '(--batch-size)'--batch-size='[Make N sequences at once]:N: ' \
    '(--timed)'--timed='[Time N rounds after the warm-up]:N: ' \
    '(--warm-up)'--warm-up='[Warm up for SECONDS at least]:SECONDS: ' \
    '(--temperature)'--temperature='[Below 1 likely tokens gain, above 1 the others]:X: ' \
    '(--top-k)'--top-k='[Choose among the K most likely tokens]:K: ' \
    '(--top-p)'--top-p='[Choose among the most likely tokens that together have probability P]:P: ' \
    '(--min-p)'--min-p='[Choose among tokens at least P times as likely as the best]:P: ' \
    '(--repetition-penalty)'--repetition-penalty='[Scale the logits of tokens that came before by X]:X: ' \
    '(--presence-penalty)'--presence-penalty='[Take X from the logits of tokens that came before]:X: ' \
    '(--frequency-penalty)'--frequency-penalty='[Take X from the logits of tokens for each time they came before]:X: ' \
    '*'--logit-bias='[Add BIAS to the logit of TOKEN]:TOKEN\:BIAS: ' \
    '*'--ban='[Never choose TOKEN]:TOKEN: ' \
    '(--device)'--device='[Compute on]:DEVICE: ' \
    '(--threads)'--threads='[Use N threads]:N: ' \
    '(--json)'--json'[Write the report as one JSON object on the last line of standard output]' \
    ':MODEL: __chainrule_files "" ".onnx|.arpa|.arpa.gz|.arpa.zst|.arpa.bz2|.arpa.xz|.bin"'
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
    '*:COMMAND:(learn tokenize detokenize count train export eval sample convert inspect gradcheck doctor bench demo completion help)'
}

if [[ ${funcstack[1]} == _chainrule ]]; then
  _chainrule "$@"
else
  compdef _chainrule chainrule
fi
