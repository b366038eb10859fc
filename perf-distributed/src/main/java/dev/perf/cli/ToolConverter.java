package dev.perf.cli;

import dev.perf.engine.external.ExternalTool;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of tools. */
final class ToolConverter implements ITypeConverter<ExternalTool> {

    @Override
    public ExternalTool convert(String text) {
        for (ExternalTool tool : ExternalTool.values()) {
            if (tool.word().equals(text)) {
                return tool;
            }
        }
        throw new TypeConversionException("must be ab, jmeter, k6 or locust, got \"" + text + "\"");
    }
}
