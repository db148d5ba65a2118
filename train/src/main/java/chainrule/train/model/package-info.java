/// Language models and their descriptions.
///
/// A [ModelSpec][chainrule.train.model.ModelSpec] says what a model is made of and stands in a
/// run's `config.json`; a [LanguageModel][chainrule.train.model.LanguageModel] is one, put together
/// from layers.
package chainrule.train.model;
