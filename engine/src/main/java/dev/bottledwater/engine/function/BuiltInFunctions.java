// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.engine.function.aggregate.AggregateFunctions;
import dev.bottledwater.engine.function.collection.ArrayFunctions;
import dev.bottledwater.engine.function.collection.ArrayOrderFunctions;
import dev.bottledwater.engine.function.collection.LambdaFunctions;
import dev.bottledwater.engine.function.collection.MapFunctions;
import dev.bottledwater.engine.function.collection.TableFunctions;
import dev.bottledwater.engine.function.json.JsonArrayContains;
import dev.bottledwater.engine.function.json.JsonConcat;
import dev.bottledwater.engine.function.json.JsonFunctions;
import dev.bottledwater.engine.function.json.JsonPathFunctions;
import dev.bottledwater.engine.function.json.ToJsonString;
import dev.bottledwater.engine.function.number.ExtremeFunctions;
import dev.bottledwater.engine.function.number.GeoFunctions;
import dev.bottledwater.engine.function.number.MathFunctions;
import dev.bottledwater.engine.function.number.RoundingFunctions;
import dev.bottledwater.engine.function.number.TrigonometryFunctions;
import dev.bottledwater.engine.function.text.BytesFunctions;
import dev.bottledwater.engine.function.text.ChoiceFunctions;
import dev.bottledwater.engine.function.text.CodeFunctions;
import dev.bottledwater.engine.function.text.EncodingFunctions;
import dev.bottledwater.engine.function.text.MaskFunctions;
import dev.bottledwater.engine.function.text.StringFunctions;
import dev.bottledwater.engine.function.text.TextSearchFunctions;
import dev.bottledwater.engine.function.text.UrlFunctions;
import dev.bottledwater.engine.function.time.DateTimeFormatFunctions;
import dev.bottledwater.engine.function.time.DateTimeFunctions;
import dev.bottledwater.engine.function.time.LegacyDateTimeFunctions;
import dev.bottledwater.sql.function.AnnotatedFunctions;
import dev.bottledwater.sql.function.FunctionRegistry;

/** The functions that come with the engine. */
public final class BuiltInFunctions {
    private BuiltInFunctions() {}

    /** A registry of all built-in functions. Costs reflection: make one per process. */
    public static FunctionRegistry registry() {
        return new FunctionRegistry(
                AnnotatedFunctions.load(
                        StringFunctions.class,
                        TextSearchFunctions.class,
                        ChoiceFunctions.class,
                        CodeFunctions.class,
                        MaskFunctions.class,
                        BytesFunctions.class,
                        EncodingFunctions.class,
                        UrlFunctions.class,
                        MathFunctions.class,
                        TrigonometryFunctions.class,
                        RoundingFunctions.class,
                        ExtremeFunctions.class,
                        GeoFunctions.class,
                        NullFunctions.class,
                        ArrayFunctions.class,
                        ArrayOrderFunctions.class,
                        MapFunctions.class,
                        LambdaFunctions.class,
                        DateTimeFunctions.class,
                        DateTimeFormatFunctions.class,
                        LegacyDateTimeFunctions.class,
                        JsonFunctions.class,
                        JsonArrayContains.class,
                        JsonConcat.class,
                        JsonPathFunctions.class,
                        ToJsonString.class),
                AnnotatedFunctions.loadTables(TableFunctions.class),
                AggregateFunctions.all());
    }
}
