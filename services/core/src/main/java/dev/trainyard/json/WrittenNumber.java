package dev.trainyard.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number that is written just as it was read: {@code 1.10}, {@code 1e-07} and {@code -0.0} stay what they are.
 * Immutable. Two are equal if they are spelled alike.
 */
final class WrittenNumber extends NumericNode {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String text;

  WrittenNumber(String text) {
    this.text = text;
  }

  @Override
  public JsonToken asToken() {
    return JsonToken.VALUE_NUMBER_FLOAT;
  }

  @Override
  public JsonParser.NumberType numberType() {
    return JsonParser.NumberType.BIG_DECIMAL;
  }

  @Override
  public boolean isFloatingPointNumber() {
    return true;
  }

  @Override
  public boolean isBigDecimal() {
    return true;
  }

  @Override
  public Number numberValue() {
    return decimalValue();
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  /**
   * The exact value.
   *
   * @return the number
   * @throws NumberFormatException if the exponent is beyond what {@link BigDecimal} knows
   */
  @Override
  public BigDecimal decimalValue() {
    return new BigDecimal(text);
  }

  /**
   * By way of a double, since an exponent may stand for more digits than there is memory; 0 beyond a double's range.
   */
  @Override
  public BigInteger bigIntegerValue() {
    double value = doubleValue();
    return Double.isInfinite(value) ? BigInteger.ZERO : BigDecimal.valueOf(value).toBigInteger();
  }

  @Override
  public boolean canConvertToInt() {
    return doubleValue() >= Integer.MIN_VALUE && doubleValue() <= Integer.MAX_VALUE;
  }

  @Override
  public boolean canConvertToLong() {
    return doubleValue() >= Long.MIN_VALUE && doubleValue() <= Long.MAX_VALUE;
  }

  @Override
  public String asText() {
    return text;
  }

  @Override
  public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
    generator.writeNumber(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WrittenNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
