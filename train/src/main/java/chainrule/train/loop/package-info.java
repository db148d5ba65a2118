/// Training as it goes on for hours: steps, evaluations, reports, and states to resume from.
package chainrule.train.loop;
