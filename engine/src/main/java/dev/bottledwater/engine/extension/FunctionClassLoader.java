// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the classes of one jar, which see the JDK, the annotations and what the jar itself brings;
 * not this program, whose libraries may be of other versions than the jar's.
 */
final class FunctionClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    FunctionClassLoader(String name, URL jar) {
        super(name, new URL[] {jar}, new Annotations());
    }

    /** The JDK and the module of the annotations. */
    private static final class Annotations extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private static final String PACKAGE =
                dev.bottledwater.udf.ScalarFunction.class.getPackageName() + ".";

        Annotations() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(PACKAGE)) {
                return Class.forName(name, false, Annotations.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
