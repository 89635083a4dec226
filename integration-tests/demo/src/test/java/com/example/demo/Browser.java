/*
 * Copyright 2026 The netty-transport-zerocopy authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package com.example.demo;

import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A headless Chromium. */
final class Browser implements AutoCloseable {

    private static final Duration MOST_WAIT = Duration.ofSeconds(60);
    private static final int HEIGHT = 1000;

    private final ChromeDriver driver;

    /** Skips the test if there is none. */
    Browser(Path profile) {
        File chromium = program("chromium", "chromium-browser", "google-chrome");
        File chromedriver = program("chromedriver");
        assumeTrue(chromium != null && chromedriver != null, "no Chromium, or no chromedriver, on the PATH");
        ChromeOptions options = new ChromeOptions().setBinary(chromium);
        // Root needs the first; small containers have little shared memory.
        options.addArguments("--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(chromedriver).build(),
                options);
    }

    void open(String url) {
        driver.get(url);
    }

    /** The value of a JavaScript expression. */
    Object value(String expression) {
        return driver.executeScript("return " + expression);
    }

    String text(String expression) {
        return String.valueOf(value(expression));
    }

    /** Waits until a JavaScript expression is true. */
    void await(String condition) throws InterruptedException {
        long deadline = System.nanoTime() + MOST_WAIT.toNanos();
        while (!Boolean.TRUE.equals(value("Boolean(" + condition + ")"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never became true: " + condition + "\npage: "
                        + text("document.body.innerText") + "\nlog: " + log());
            }
            Thread.sleep(100);
        }
    }

    /** Makes the page so wide. */
    void resize(int width) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Chooses {@code light} or {@code dark}. */
    void prefer(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Saves a picture of the whole page, as high as it is. */
    void save(Path picture) throws IOException {
        Files.createDirectories(picture.getParent());
        long width = (Long) value("window.innerWidth");
        long height = (Long) value("document.documentElement.scrollHeight");
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Files.write(picture, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What scripts and the browser itself complained of. */
    List<String> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::toString).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static File program(String... names) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Arrays.stream(names).map(name -> new File(folder, name)))
                .filter(File::canExecute).findFirst().orElse(null);
    }
}
