package dev.perf.cli;

import dev.perf.http.Field;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read. Each mistake is a message of its own, which follows the option's name. */
final class Values {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private Values() {}

    /** Returns the path that a command was given, or ends the command with what is wrong about it. */
    static Path path(String text, CommandSpec spec) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new ParameterException(spec.commandLine(), text + " is no path of this system");
        }
    }

    /** A number of at least one. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int count = Integer.parseInt(text);
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException noNumber) {
                throw countExpected(text);
            }
            throw countExpected(text);
        }

        private static TypeConversionException countExpected(String text) {
            return new TypeConversionException("must be a whole number, at least 1, got \"" + text + "\"");
        }
    }

    /** A share of at most ten, {@code 10%}. */
    static final class Percent implements ITypeConverter<Double> {

        private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?%?");
        private static final double MOST = 1000;

        @Override
        public Double convert(String text) {
            Matcher percent = PERCENT.matcher(text.strip());
            double value = percent.matches() ? Double.parseDouble(percent.group(1)) : -1;
            if (value < 0 || value > MOST) {
                throw new TypeConversionException(
                        "must be a percentage from 0% to 1000%, such as 10%, got \"" + text + "\"");
            }
            return value / 100;
        }
    }

    /** A URL. */
    static final class Url implements ITypeConverter<TargetUrl> {
        @Override
        public TargetUrl convert(String text) {
            try {
                return TargetUrl.parse(text);
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(malformed.getMessage());
            }
        }
    }

    /** A header field, {@code Name: value}. */
    static final class Header implements ITypeConverter<Field> {
        @Override
        public Field convert(String text) {
            int colon = text.indexOf(':');
            String name = text.substring(0, Math.max(0, colon)).strip();
            String value = text.substring(colon + 1).strip();
            // The value may be a secret, so the message does not repeat it.
            if (colon < 0) {
                throw new TypeConversionException("must have the form 'Name: value'; there is no colon in it");
            }
            if (!TOKEN.matcher(name).matches()) {
                throw new TypeConversionException(
                        "must have the form 'Name: value'; \"" + name + "\" is no header name");
            }
            if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new TypeConversionException("value of \"" + name + "\" must not hold control characters");
            }
            return new Field(name, value);
        }
    }

    /** A method, turned into capitals. */
    static final class Method implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!TOKEN.matcher(text).matches()) {
                throw new TypeConversionException("must be a method such as GET or PUT, got \"" + text + "\"");
            }
            return text.toUpperCase(Locale.ROOT);
        }
    }

    /** A text, or the text in the file that follows an {@code @}. */
    static final class BodyText implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return text.startsWith("@") ? read(text.substring(1)) : text;
        }

        private static String read(String file) {
            try {
                byte[] bytes = Files.readAllBytes(Path.of(file));
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (NoSuchFileException missing) {
                throw new TypeConversionException("there is no file \"" + file + "\"");
            } catch (CharacterCodingException binary) {
                throw new TypeConversionException("file \"" + file + "\" is not UTF-8 text");
            } catch (IOException | InvalidPathException unreadable) {
                throw new TypeConversionException("file \"" + file + "\" cannot be read: " + unreadable.getMessage());
            }
        }
    }

    /** A threshold. */
    static final class Expression implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String text) {
            try {
                return Threshold.parse(text);
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(malformed.getMessage());
            }
        }
    }
}
