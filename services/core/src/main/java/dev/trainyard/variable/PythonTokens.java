package dev.trainyard.variable;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts Python text into the few kinds of token that {@link VariableUses} looks at. Takes any text, in linear time; what
 * is no Python comes out as some tokens or other. Confined to one thread.
 */
final class PythonTokens {
  private static final int LONGEST_TEXT = 128;

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line;

  private PythonTokens(String source, int line) {
    this.source = source;
    this.line = line;
  }

  static List<Token> of(String source) {
    return of(source, 1);
  }

  private static List<Token> of(String source, int firstLine) {
    PythonTokens scan = new PythonTokens(source, firstLine);
    while (scan.at < source.length()) {
      scan.next();
    }
    return scan.tokens;
  }

  private void next() {
    char c = source.charAt(at);
    if (c == '\n') {
      add(Kind.LINE_END, "");
      line++;
      at++;
    } else if (c == '#') {
      int end = source.indexOf('\n', at);
      at = end < 0 ? source.length() : end;
    } else if (c == '"' || c == '\'') {
      string(false);
    } else if (Character.isLetter(c) || c == '_') {
      word();
    } else {
      if (!Character.isWhitespace(c)) {
        add(Kind.MARK, Character.isLetterOrDigit(c) ? "" : MARKS[Math.min(c, MARKS.length - 1)]);
      }
      at++;
    }
  }

  private void word() {
    int start = at;
    boolean formatted = false;
    while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
      formatted |= source.charAt(at) == 'f' || source.charAt(at) == 'F';
      at++;
    }
    boolean prefix = at - start <= 2 && at < source.length()
        && (source.charAt(at) == '"' || source.charAt(at) == '\'');
    if (prefix) {
      string(formatted);
    } else {
      add(Kind.WORD, shortText(start, at));
    }
  }

  /** A string up to its closing quotes; an open one ends with its line or, if it may have several, with the text. */
  private void string(boolean formatted) {
    char quote = source.charAt(at);
    boolean triple = source.startsWith(String.valueOf(quote).repeat(3), at);
    int width = triple ? 3 : 1;
    int firstLine = line;
    int start = at + width;
    int end = start;
    while (end < source.length() && !closes(end, quote, triple)) {
      char c = source.charAt(end);
      if (c == '\n') {
        if (!triple) {
          break;
        }
        line++;
      } else if (c == '\\' && end + 1 < source.length() && source.charAt(end + 1) != '\n') {
        end++;
      } else if (c == '\\' && end + 1 < source.length()) {
        line++;
        end++;
      }
      end++;
    }
    end = Math.min(end, source.length());
    tokens.add(new Token(Kind.STRING, shortText(start, end), firstLine));
    if (formatted) {
      embedded(source.substring(start, end), firstLine);
    }
    at = end < source.length() && source.charAt(end) == quote ? Math.min(end + width, source.length()) : end;
  }

  /** The code within a formatted string; formatted strings within it are taken as plain ones. */
  private void embedded(String text, int firstLine) {
    PythonTokens inner = new PythonTokens(text, firstLine);
    while (inner.at < text.length()) {
      char c = text.charAt(inner.at);
      if (c == '"' || c == '\'') {
        inner.string(false);
      } else if (Character.isLetter(c) || c == '_') {
        int start = inner.at;
        while (inner.at < text.length() && Character.isJavaIdentifierPart(text.charAt(inner.at))) {
          inner.at++;
        }
        inner.add(Kind.WORD, inner.shortText(start, inner.at));
      } else {
        inner.next();
      }
    }
    tokens.addAll(inner.tokens);
  }

  private boolean closes(int place, char quote, boolean triple) {
    return source.charAt(place) == quote && (!triple
        || (place + 2 < source.length() && source.charAt(place + 1) == quote && source.charAt(place + 2) == quote));
  }

  private String shortText(int start, int end) {
    return end - start > LONGEST_TEXT ? "" : source.substring(start, end);
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private static final String[] MARKS = marks();

  private static String[] marks() {
    String[] marks = new String[128];
    for (int c = 0; c < 127; c++) {
      marks[c] = String.valueOf((char) c);
    }
    marks[127] = "";
    return marks;
  }

  enum Kind {
    WORD, STRING, MARK, LINE_END
  }

  /**
   * One token.
   *
   * @param kind what it is
   * @param text a word, what a string holds, or one mark; empty if it is long
   * @param line where it begins, from 1
   */
  record Token(Kind kind, String text, int line) {
    boolean is(String mark) {
      return kind == Kind.MARK && text.equals(mark);
    }
  }
}
