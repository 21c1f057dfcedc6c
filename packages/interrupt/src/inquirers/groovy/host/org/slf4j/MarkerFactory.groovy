// A marker has a name; the log of the server tells no line by it.
package org.slf4j

class MarkerFactory {

    static Marker getMarker(String name) { return new Named(name) }

    static Marker getDetachedMarker(String name) { return new Named(name) }

    static class Named implements Marker {

        final String name

        Named(String name) { this.name = name }

        String getName() { return name }

        @Override
        boolean equals(Object other) { return other instanceof Marker && name == ((Marker) other).getName() }

        @Override
        int hashCode() { return name.hashCode() }

        @Override
        String toString() { return name }
    }
}
