# bash completion of chainrule; made by: chainrule completion bash
# shellcheck shell=bash disable=SC2207

# Offers the words of $1 that begin like the word at the cursor.
_chainrule_words() {
  local IFS=$' \t\n'
  COMPREPLY+=($(compgen -W "$1" -- "$current"))
}

# Offers files with the endings of $1, or any where there are none such; and folders to go through.
_chainrule_files() {
  local IFS=$'\n' start=$current name ending
  case $start in \'* | \"*) start=${start:1} ;; esac
  start=${start//\\/}
  compopt -o filenames 2> /dev/null
  if [[ $1 == all ]]; then
    COMPREPLY+=($(compgen -f -- "$start"))
    return
  elif [[ $1 == folders ]]; then
    COMPREPLY+=($(compgen -d -- "$start"))
    return
  fi
  local folders=() matching=() all=()
  for name in $(compgen -f -- "$start"); do
    all+=("$name")
    if [[ -d ${name/#\~/$HOME} ]]; then
      folders+=("$name")
      continue
    fi
    IFS=' '
    for ending in $1; do
      if [[ $name == *"$ending" ]]; then
        matching+=("$name")
        break
      fi
    done
    IFS=$'\n'
  done
  if [[ ${#matching[@]} -gt 0 ]]; then
    COMPREPLY+=("${matching[@]}" "${folders[@]}")
  else
    COMPREPLY+=("${all[@]}")
  fi
}

# The options of the command in $1, those that take a value, and the words that may come next.
_chainrule_options() {
  case $1 in
    '')
      options='--help --version'
      valued=''
      parts='learn tokenize detokenize count train export eval sample convert inspect gradcheck doctor bench demo completion help'
      ;;
    'learn')
      options='--help --quiet --verbose --progress --files0-from --output --threads --json --normalize --pre-tokenizer --type --vocab-size --special --min-frequency --max-piece-length --character-coverage --initial-alphabet --no-byte-fallback --documents --weighted --invalid --word-memory'
      valued='--progress --files0-from -o --output --threads --normalize --pre-tokenizer --type --vocab-size --special --min-frequency --max-piece-length --character-coverage --initial-alphabet --documents --invalid --word-memory'
      parts=''
      ;;
    'tokenize')
      options='--help --quiet --verbose --progress --files0-from --tokenizer --output --threads --json --format --documents --invalid --bos --eos --no-specials --truncate --stride --split --totals'
      valued='--progress --files0-from -t --tokenizer -o --output --threads --format --documents --invalid --truncate --stride --split'
      parts=''
      ;;
    'detokenize')
      options='--help --quiet --verbose --progress --files0-from --tokenizer --output --input --skip-specials --invalid'
      valued='--progress --files0-from -t --tokenizer -o --output --input --invalid'
      parts=''
      ;;
    'count')
      options='--help --quiet --verbose --progress --files0-from --order --smoothing --k --backoff-factor --prune --discount-fallback --fallback-discounts --no-interpolate-unigrams --input --tokenizer --documents --limit-vocab --unk --vocab-cutoff --no-markers --skip-symbols --invalid --output --format --memory --temp-dir --threads --json --merge'
      valued='--progress --files0-from -n --order --smoothing --k --backoff-factor --prune --fallback-discounts --input -t --tokenizer --documents --limit-vocab --vocab-cutoff --invalid -o --output --format --memory --temp-dir --threads'
      parts=''
      ;;
    'train')
      options='--help --quiet --verbose --progress --files0-from --tokenizer --output --preset --config --input --vocab-size --validation --validation-fraction --invalid --sample-every --sample-prompt --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --tied --no-tied --biases --no-biases --query-norm --no-query-norm --previous --hashed --hashed-rows --steps --epochs --max-time --batch --accumulate --optimizer --learning-rate --schedule --warmup --min-rate --weight-decay --clip --label-smoothing --data-order --carry --no-carry --eval-every --patience --checkpoint-every --keep --seed --threads --json --resume --init-from --detect-anomaly --dry-run'
      valued='--progress --files0-from -t --tokenizer -o --output --preset --config --input --vocab-size --validation --validation-fraction --invalid --sample-every --sample-prompt --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --previous --hashed --hashed-rows --steps --epochs --max-time --batch --accumulate --optimizer --learning-rate --schedule --warmup --min-rate --weight-decay --clip --label-smoothing --data-order --eval-every --patience --checkpoint-every --keep --seed --threads --init-from'
      parts=''
      ;;
    'export')
      options='--help --quiet --verbose --progress --output --no-cache --external-data --precision --verify --no-verify --max-difference --json --threads'
      valued='--progress -o --output --precision --max-difference --threads'
      parts=''
      ;;
    'eval')
      options='--help --quiet --verbose --progress --files0-from --output --input --tokenizer --documents --bos --eos --no-markers --invalid --overlap --carry --no-carry --mix --held-out --per-line --per-token --csv --json --max-perplexity --filter-below --filter-above --threads'
      valued='--progress --files0-from -o --output --input -t --tokenizer --documents --invalid --overlap --mix --held-out --max-perplexity --filter-below --filter-above --threads'
      parts=''
      ;;
    'sample')
      options='--help --quiet --verbose --progress --prompt --prompts --input --samples --max-tokens --ignore-eos --stop --format --batch-size --logprobs --overflow --no-self-test --device --tokenizer --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --seed --output --threads'
      valued='--progress --prompt --prompts --input --samples -n --max-tokens --stop --format --batch-size --logprobs --overflow --device -t --tokenizer --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --seed -o --output --threads'
      parts=''
      ;;
    'convert')
      options='--help --quiet --verbose --progress --to --input --tokenizer --output --threads'
      valued='--progress --to --input -t --tokenizer -o --output --threads'
      parts=''
      ;;
    'inspect')
      options='--help --quiet --verbose --progress --files0-from --json --text'
      valued='--progress --files0-from --text'
      parts=''
      ;;
    'gradcheck')
      options='--help --quiet --verbose --progress --preset --config --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --tied --no-tied --biases --no-biases --query-norm --no-query-norm --previous --hashed --hashed-rows --elements --tolerance --seed --json'
      valued='--progress --preset --config --model --layers --heads --kv-heads --width --hidden --context --dropout --embedding-dropout --norm --feed-forward --positions --previous --hashed --hashed-rows --elements --tolerance --seed'
      parts=''
      ;;
    'doctor')
      options='--help --quiet --verbose --progress --json'
      valued='--progress'
      parts=''
      ;;
    'bench')
      options='--help --quiet --verbose --progress'
      valued='--progress'
      parts='train tokenize sample'
      ;;
    'bench train')
      options='--help --quiet --verbose --progress --config --timed --warm-up --threads --seed --json'
      valued='--progress --config --timed --warm-up --threads --seed'
      parts=''
      ;;
    'bench tokenize')
      options='--help --quiet --verbose --progress --files0-from --tokenizer --timed --warm-up --threads --json'
      valued='--progress --files0-from -t --tokenizer --timed --warm-up --threads'
      parts=''
      ;;
    'bench sample')
      options='--help --quiet --verbose --progress --max-tokens --batch-size --timed --warm-up --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --device --threads --json'
      valued='--progress -n --max-tokens --batch-size --timed --warm-up --temperature --top-k --top-p --min-p --repetition-penalty --presence-penalty --frequency-penalty --logit-bias --ban --device --threads'
      parts=''
      ;;
    'demo')
      options='--help --quiet --verbose --progress --output'
      valued='--progress -o --output'
      parts=''
      ;;
    'completion')
      options='--help --quiet --verbose --progress'
      valued='--progress'
      parts=''
      ;;
    'help')
      options='--help --quiet --verbose --progress'
      valued='--progress'
      parts=''
      ;;
  esac
}

# What is taken by an option, or by the argument at a place: command:--option, command:0
_chainrule_value() {
  case $1 in
    'learn:--progress' | \
      'tokenize:--progress' | \
      'detokenize:--progress' | \
      'count:--progress' | \
      'train:--progress' | \
      'export:--progress' | \
      'eval:--progress' | \
      'sample:--progress' | \
      'convert:--progress' | \
      'inspect:--progress' | \
      'gradcheck:--progress' | \
      'doctor:--progress' | \
      'bench:--progress' | \
      'bench train:--progress' | \
      'bench tokenize:--progress' | \
      'bench sample:--progress' | \
      'demo:--progress' | \
      'completion:--progress' | \
      'help:--progress')
      words='auto always never'
      ;;
    'learn:--files0-from' | \
      'learn:-o' | \
      'learn:--output' | \
      'learn:'[0-9]* | \
      'tokenize:--files0-from' | \
      'tokenize:-o' | \
      'tokenize:--output' | \
      'tokenize:'[0-9]* | \
      'detokenize:--files0-from' | \
      'detokenize:-o' | \
      'detokenize:--output' | \
      'detokenize:'[0-9]* | \
      'count:--files0-from' | \
      'count:--limit-vocab' | \
      'count:-o' | \
      'count:--output' | \
      'count:'[0-9]* | \
      'train:--files0-from' | \
      'train:--config' | \
      'train:--validation' | \
      'train:'[0-9]* | \
      'export:-o' | \
      'export:--output' | \
      'eval:--files0-from' | \
      'eval:-o' | \
      'eval:--output' | \
      'eval:--held-out' | \
      'eval:'[1-9]* | \
      'sample:--prompts' | \
      'sample:-o' | \
      'sample:--output' | \
      'convert:-o' | \
      'convert:--output' | \
      'convert:0' | \
      'inspect:--files0-from' | \
      'inspect:--text' | \
      'inspect:'[0-9]* | \
      'gradcheck:--config' | \
      'bench tokenize:--files0-from' | \
      'bench tokenize:'[0-9]*)
      files=all
      ;;
    'learn:--type')
      words='bpe unigram wordpiece word char'
      ;;
    'learn:--invalid' | \
      'tokenize:--invalid' | \
      'detokenize:--invalid' | \
      'count:--invalid' | \
      'train:--invalid' | \
      'eval:--invalid')
      words='error replace keep'
      ;;
    'tokenize:-t' | \
      'tokenize:--tokenizer' | \
      'detokenize:-t' | \
      'detokenize:--tokenizer' | \
      'count:-t' | \
      'count:--tokenizer' | \
      'train:-t' | \
      'train:--tokenizer' | \
      'eval:-t' | \
      'eval:--tokenizer' | \
      'sample:-t' | \
      'sample:--tokenizer' | \
      'convert:-t' | \
      'convert:--tokenizer' | \
      'bench tokenize:-t' | \
      'bench tokenize:--tokenizer')
      words='byte' files='.json .model .tiktoken .bpe vocab.txt'
      ;;
    'tokenize:--format' | \
      'detokenize:--input' | \
      'convert:--input')
      words='stream ids pieces jsonl u16 u32'
      ;;
    'count:--smoothing')
      words='kneser-ney witten-bell add-k mle stupid-backoff'
      ;;
    'count:--input')
      words='auto text stream ids u16 u32'
      ;;
    'count:--format')
      words='arpa binary counts csv'
      ;;
    'count:--temp-dir' | \
      'train:-o' | \
      'train:--output' | \
      'train:--init-from' | \
      'export:0' | \
      'gradcheck:0' | \
      'demo:-o' | \
      'demo:--output')
      files=folders
      ;;
    'train:--preset' | \
      'gradcheck:--preset')
      words='help small shakespeare-char-cpu shakespeare-char shakespeare-char-fast shakespeare-char-long word-fast rnn-char gru-char lstm-char lstm-word gpt2 llama-tiny'
      ;;
    'train:--model' | \
      'gradcheck:--model')
      words='rnn lstm gru transformer'
      ;;
    'train:--norm' | \
      'gradcheck:--norm')
      words='layer rms'
      ;;
    'train:--feed-forward' | \
      'gradcheck:--feed-forward')
      words='relu relu-squared gelu gelu-tanh swiglu geglu'
      ;;
    'train:--positions' | \
      'gradcheck:--positions')
      words='learned rotary none'
      ;;
    'train:--optimizer')
      words='sgd adamw muon'
      ;;
    'train:--schedule')
      words='constant linear cosine warmup-stable-decay inverse-square-root'
      ;;
    'train:--data-order')
      words='random shuffled sequential'
      ;;
    'export:--precision')
      words='float32 float16'
      ;;
    'eval:--input')
      words='auto text pieces stream ids u16 u32'
      ;;
    'eval:--mix' | \
      'eval:0' | \
      'sample:0' | \
      'bench sample:0')
      files='.onnx .arpa .arpa.gz .arpa.zst .arpa.bz2 .arpa.xz .bin'
      ;;
    'sample:--input' | \
      'sample:--format')
      words='text jsonl'
      ;;
    'sample:--overflow')
      words='slide stop'
      ;;
    'bench train:--config')
      words='a b c d e'
      ;;
    'completion:0')
      words='bash zsh fish'
      ;;
    'help:'[0-9]*)
      words='learn tokenize detokenize count train export eval sample convert inspect gradcheck doctor bench demo completion help'
      ;;
  esac
}

_chainrule() {
  local current=${COMP_WORDS[COMP_CWORD]} previous='' prefix='' command='' ended=''
  local options='' valued='' parts='' words='' files='' position=0 i word
  COMPREPLY=()
  _chainrule_options ''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    previous=''
    if [[ $word == : ]]; then # bash parts words at : and =
      i=$((i + 1))
    elif [[ $ended || $word != -?* ]]; then
      if [[ " $parts " == *" $word "* ]]; then
        command=${command:+$command }$word
        _chainrule_options "$command"
      else
        position=$((position + 1))
      fi
    elif [[ $word == -- ]]; then
      ended=yes
    elif [[ " $valued " == *" $word "* ]]; then
      previous=$word
      [[ ${COMP_WORDS[i + 1]} == = ]] && i=$((i + 1))
      i=$((i + 1))
    fi
  done
  if ((i > COMP_CWORD)); then
    [[ $current == = ]] && current=''
  elif [[ ! $ended && $current == --*=* ]]; then # where = does not part words
    previous=${current%%=*}
    prefix=$previous=
    current=${current#*=}
  else
    previous=''
  fi

  if [[ $previous ]]; then
    _chainrule_value "$command:$previous"
  elif [[ ! $ended && $current == -* ]]; then
    words=$options
  elif [[ $parts ]]; then
    words=$parts
  else
    _chainrule_value "$command:$position"
  fi
  [[ $words ]] && _chainrule_words "$words"
  [[ $files ]] && _chainrule_files "$files"
  if [[ $prefix ]]; then
    COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
  fi
}

complete -F _chainrule chainrule
