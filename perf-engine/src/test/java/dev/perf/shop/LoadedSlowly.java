package dev.perf.shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Code of a user's that pins its carrier in every version of Java: it waits inside a class initialiser. */
public final class LoadedSlowly {

    /** Takes 60 ms to be initialised. */
    static final class Settings {
        static {
            try {
                TimeUnit.MILLISECONDS.sleep(60);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        private Settings() {}
    }

    /** A loader for each time, for a class is initialised once. */
    private static final class Loader extends ClassLoader {

        Loader() {
            super(LoadedSlowly.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Settings.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = LoadedSlowly.class.getResourceAsStream("LoadedSlowly$Settings.class")) {
                byte[] code = in == null ? new byte[0] : in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    private LoadedSlowly() {}

    /** Pins the carrier for 60 ms. */
    public static void load() {
        try {
            Class.forName(Settings.class.getName(), true, new Loader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
