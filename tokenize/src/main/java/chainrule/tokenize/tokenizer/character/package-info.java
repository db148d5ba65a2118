/// One token for each character.
///
/// [CharacterModel][chainrule.tokenize.tokenizer.character.CharacterModel] looks characters up,
/// [CharacterTrainer][chainrule.tokenize.tokenizer.character.CharacterTrainer] takes those that
/// cover the text.
package chainrule.tokenize.tokenizer.character;
