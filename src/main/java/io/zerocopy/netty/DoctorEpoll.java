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
package io.zerocopy.netty;

import java.lang.reflect.InvocationTargetException;

/**
 * Whether Netty's own epoll transport works, on which ours is built. Asked by reflection, since the report has to work
 * without Netty.
 *
 * @param checked {@code false} if Netty is not on the class path
 * @param problem what is wrong with it, or {@code null}
 */
record DoctorEpoll(boolean checked, String problem) {

    static DoctorEpoll inspect() {
        return inspect(DoctorEpoll.class.getClassLoader());
    }

    static DoctorEpoll inspect(ClassLoader loader) {
        try {
            Class<?> epoll = Class.forName("io.netty.channel.epoll.Epoll", true, loader);
            Throwable cause = (Throwable) epoll.getMethod("unavailabilityCause").invoke(null);
            return new DoctorEpoll(true, cause == null ? null : DoctorFailure.message(cause));
        } catch (ClassNotFoundException e) {
            return new DoctorEpoll(false, null);
        } catch (InvocationTargetException e) {
            return new DoctorEpoll(true, DoctorFailure.message(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError e) {
            return new DoctorEpoll(true, DoctorFailure.message(e));
        }
    }
}
