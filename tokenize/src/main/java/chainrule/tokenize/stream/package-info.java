/// The stream of tokens that flows between commands, and the plain forms that other tools read.
///
/// A [TokenWriter][chainrule.tokenize.stream.TokenWriter] takes tokens and the ends of documents, a
/// [TokenReader][chainrule.tokenize.stream.TokenReader] gives them back a block at a time;
/// [TokenFormat][chainrule.tokenize.stream.TokenFormat] lists the forms and recognises them.
/// [MappedTokens][chainrule.tokenize.stream.MappedTokens] reads a file at any place.
///
/// # The token stream, version 1
///
/// All numbers are little-endian. A stream begins with a header of 64 bytes:
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | the magic number, `89 43 52 54 4f 4b 0d 0a` (`\x89CRTOK\r\n`) |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | bytes of a token: 2 or 4 |
/// | 16 | 8 | vocabulary size; every token is less |
/// | 24 | 32 | fingerprint of the tokenizer (SHA-256), zeros where it is not known |
/// | 56 | 8 | zeros |
///
/// Frames follow, each with a header of 16 bytes: a kind (4 bytes, 1 for tokens, 2 for the end),
/// the number of tokens n (4), the number of documents d that end in it (4), and the CRC-32C of the
/// rest of the frame (4). The rest of a frame of tokens is n tokens, then zeros up to a multiple of
/// 4 bytes, then d numbers of 4 bytes, each how many of the frame's tokens stand before the end of
/// a document, then zeros up to a multiple of 8 bytes. A frame holds at most 65,536 tokens and as
/// many ends of documents, and only one that was flushed for a reader who waits holds fewer while
/// more follow, so that frames can be found without an index. The frame of kind 2 is the last (n
/// and d are 0): the numbers of all tokens, all documents, and bytes of the text that they stand
/// for (0 where unknown), 8 bytes each. A stream without it was cut. Streams of one tokenizer may
/// be concatenated, as by `cat`.
package chainrule.tokenize.stream;
