/// From a file of tokens to batches.
///
/// [TokenRange][chainrule.train.data.TokenRange] is a stretch of a mapped file;
/// [BatchOrder][chainrule.train.data.BatchOrder] says which windows of it make the batch of each
/// step, as a pure function of the seed and the step, so that a resumed run goes on at once where
/// it was. [Batches][chainrule.train.data.Batches] fetches them.
package chainrule.train.data;
