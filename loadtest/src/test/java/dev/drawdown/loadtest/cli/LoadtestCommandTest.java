package dev.drawdown.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is impossible is refused by the name of its option, before anything is started. */
class LoadtestCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events 0                            | Expected --events to be 1 to",
                "--wallets 0                           | Expected --wallets to be 1 to",
                "--rounds 0                            | Expected --rounds to be 1 to",
                "--partitions 0                        | Expected --partitions to be 1 to",
                "--peer-seconds 0                      | Expected --peer-seconds to be 1 to",
                "--duplicates 0.6                      | Expected --duplicates to be a share of 0 to 0.5, but it is"
                        + " 0.6",
                "--garbage -0.1                        | Expected --garbage to be a share of 0 to 0.5, but it is -0.1",
                "--distribution normal                 | --distribution: Expected uniform, hot, zipf or zipf:EXPONENT",
                "--distribution uniform,uniform        | Expected --distribution to name each kind once",
                "--distribution uniform,hot --events 900000000 | of one hot wallet to be audited with this much memory",
                "--mode open --distribution uniform,hot | Expected several kinds of --distribution only with --mode"
                        + " drain",
                "--distribution zipf:0                 | --distribution: Expected an exponent above 0",
                "--distribution zipf:steep             | --distribution: Expected an exponent after zipf:",
                "--mix usage=1,coffee=2                | --mix: Expected kinds of [usage, leads, returns, holds,"
                        + " top-ups]",
                "--mix holds=1                         | --mix: Expected usage or leads in the mix",
                "--mix usage=1,returns=1               | --mix: Expected leads in the mix",
                "--mix usage=1,usage=2                 | --mix: Expected each kind once, but usage is there twice",
                "--mix usage=-1                        | --mix: Expected a number of 0 to",
                "--mode push                           | --mode",
                "--rate 100                            | Expected --rate only with --mode open",
                "--warmup 5                            | Expected --warmup only with --mode open",
                "--kills 3                             | Expected --kills only with --mode recovery, but it is drain",
                "--mode open --kill broker             | Expected --kill only with --mode recovery, but it is open",
                "--instances 2                         | Expected --instances only with --mode recovery",
                "--standbys 1                          | Expected --standbys only with --mode recovery",
                "--mode recovery --kills 0             | Expected --kills to be 1 to",
                "--mode recovery --kill everybody      | --kill",
                "--mode recovery --instances 0         | Expected --instances to be 1 to",
                "--mode recovery --standbys 1          | Expected --standbys to be 0 to 0, but it is 1",
                "--mode recovery --rounds 2            | Expected --rounds only with --mode drain or open",
                "--mode recovery --events 5            | Expected --events only with --mode drain or open, but it is"
                        + " recovery",
                "--mode recovery --warmup 5            | Expected --warmup only with --mode open",
                "--mode recovery --rate 0              | Expected --rate to be 1 to",
                "--mode recovery --peers plain         | Expected --peers only with --mode drain",
                "--mode recovery --set drawdown.instance.id=x | Expected --set not to change drawdown.instance.id",
                "--mode recovery --kill both --bootstrap b:1 --registry r | Expected --kill processor on a cluster"
                        + " that is not ours, but it is both",
                "--mode open --rate 0                  | Expected --rate to be 1 to",
                "--mode open --warmup -1               | Expected --warmup to be 0 to",
                "--mode open --peers plain             | Expected --peers only with --mode drain",
                "--reads 5                             | Expected --reads only with --mode open, but it is drain",
                "--mode open --reads 0                 | Expected --reads to be 1 to",
                "--mode open --reads 5 --set drawdown.roles=engine,views | Expected --set drawdown.roles to have api",
                "--peers faster                        | Expected --peers to be of pass-through, plain, postgres",
                "--bootstrap b:1                       | Expected --bootstrap and --registry together",
                "--registry http://r:1                 | Expected --bootstrap and --registry together",
                "--bootstrap b:1 --registry r --peers  | Expected --peers only with the embedded broker",
                "--config nowhere.properties           | --config: Expected a properties file at nowhere.properties",
                "--config nowhere.properties --peers   | Expected --peers only with the embedded broker",
                "--bootstrap b:1 --registry r --config nowhere.properties | Expected --bootstrap or --config, not both",
                "--set drawdown.topics.prefix=x        | Expected --set not to change drawdown.topics.prefix",
                "--set kafka.bootstrap.servers=x       | Expected --set not to change kafka.bootstrap.servers: use"
                        + " --boot",
                "--set nonsense                        | --set",
                "--events many                         | --events",
                "--speed 9                             | --speed"
            })
    void shouldRefuseWhatIsImpossible(String arguments, String expected) {
        assertThat(execute(arguments.strip().split(" +"))).isEqualTo(LoadtestCommand.CALLED_WRONGLY);

        assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldRefuseAFolderWithSomethingInIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("treasure"), "mine");

        assertThat(execute("--data", folder.toString())).isEqualTo(LoadtestCommand.CALLED_WRONGLY);
        assertThat(err.toString()).contains("Expected --data to be a folder of its own");
    }

    @Test
    void shouldNameAllThatIsImpossibleAtOnce() {
        assertThat(execute("--events", "0", "--rounds", "0")).isEqualTo(LoadtestCommand.CALLED_WRONGLY);
        assertThat(err.toString()).contains("--events", "--rounds");
    }

    @Test
    void shouldExplainItsOptions() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: loadtest", "--distribution KIND", "--processor-opts", "--no-audit", "Examples:");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = LoadtestCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
