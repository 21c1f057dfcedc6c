// The `-Dname=value` of the server, before any script is there. They come through the pipe: other accounts can read a
// command line.
package vestibule

class SystemProperties {

    static void take(Map properties) {
        for (Object entry : properties.entrySet()) {
            System.setProperty(String.valueOf(((Map.Entry) entry).getKey()), String.valueOf(((Map.Entry) entry).getValue()))
        }
        // The machine has read these at its start.
        if (properties.containsKey('user.timezone')) { TimeZone.setDefault(null) }
        if (properties.containsKey('user.language')) {
            Object country = properties.get('user.country') ?: properties.get('user.region')
            Locale.setDefault(new Locale(String.valueOf(properties.get('user.language')), country == null ? '' : String.valueOf(country)))
        }
    }
}
