import java.io.IOException;
import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A real Neo4j on 127.0.0.1, without a container: HOME PORT [PASSWORD].
 * Without a password there is no authentication. With -Dend.with.stdin=true it ends when its standard input does,
 * so that a test run that is killed leaves no server behind.
 */
public class Server {
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]).toAbsolutePath();
        var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        var secured = arguments.length > 2;
        if (Boolean.getBoolean("end.with.stdin")) {
            endWithStdin();
        }
        var server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(Path.of(System.getProperty("neo4j.conf")))
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(GraphDatabaseSettings.auth_enabled, secured)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        if (secured) {
            setPassword(server, arguments[2]);
        }
        System.out.println("ready bolt://" + address);
        Thread.currentThread().join();
    }

    private static void setPassword(DatabaseManagementService server, String password) {
        server.database("system").executeTransactionally(
                "ALTER USER neo4j SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED",
                java.util.Map.of("password", password));
    }

    private static void endWithStdin() {
        var watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException gone) {
                // Gone is as good as ended.
            }
            System.exit(0);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
