/// Options that several commands share, each under one name and with one meaning everywhere.
package chainrule.cli.option;
