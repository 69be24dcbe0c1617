package dev.drawdown.topology;

import dev.drawdown.engine.Input;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Price;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.wire.Arrival;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** From bytes to what the engine decides on; together with its readers the only place that knows both sides. */
final class InputCodec {
    private final Topics topics;
    private final AvroDecoder<UsageEvent> usage;
    private final AvroDecoder<LeadEvent> leads;
    private final AvroDecoder<WalletCommand> commands;

    InputCodec(Topics topics, SchemaRegistry registry) {
        this.topics = topics;
        usage = new AvroDecoder<>(UsageEvent.class, registry);
        leads = new AvroDecoder<>(LeadEvent.class, registry);
        commands = new AvroDecoder<>(WalletCommand.class, registry);
    }

    /** Where an event that names no amount finds what it costs. */
    interface PriceList {
        @Nullable
        Price price(String meter);
    }

    Message decode(Arrival arrival, byte[] value) throws UndecodableException {
        String topic = arrival.origin().topic();
        if (topic.equals(topics.usageEvents.name())) {
            return new Message.Usage(usage.decode(value));
        }
        if (topic.equals(topics.leadEvents.name())) {
            return new Message.Lead(leads.decode(value));
        }
        if (topic.equals(topics.walletCommands.name())) {
            return new Message.Command(commands.decode(value));
        }
        throw new IllegalStateException("Expected an input topic of wallets, but this came from " + topic);
    }

    /**
     * Turns a message into an input.
     *
     * @param zone the owner's time zone, which an opening needs
     */
    Input toInput(Message message, PriceList prices, ZoneId zone) throws UnacceptableException {
        return switch (message) {
            case Message.Usage(UsageEvent event) -> usage(event, prices);
            case Message.Lead(LeadEvent event) -> lead(event, prices);
            case Message.Command(WalletCommand command) ->
                new Input.Command(
                        command.getCommandId(),
                        command.getWalletId(),
                        command.getIssuedBy(),
                        command.getIssuedAt().toEpochMilli(),
                        CommandReader.read(command.getBody(), zone));
        };
    }

    private static Input usage(UsageEvent event, PriceList prices) throws UnacceptableException {
        BigDecimal amount = event.getAmount();
        String meter = event.getMeter();
        return new Input.Usage(
                event.getEventId(),
                event.getWalletId(),
                event.getAppId(),
                event.getCategory(),
                meter,
                Fields.quantity("quantity", event.getQuantity()),
                Fields.microsOrNull("amount", amount),
                amount == null && meter != null ? prices.price(meter) : null,
                CommandReader.chargeType(event.getChargeType()),
                event.getOccurredAt().toEpochMilli());
    }

    private static Input lead(LeadEvent event, PriceList prices) throws UnacceptableException {
        return switch (event.getKind()) {
            case "DELIVERED" -> delivered(event, prices);
            case "RETURNED" ->
                new Input.LeadReturned(
                        event.getEventId(),
                        event.getWalletId(),
                        event.getLeadId(),
                        event.getBuyerId(),
                        event.getReason(),
                        event.getOccurredAt().toEpochMilli());
            default ->
                throw new UnacceptableException(
                        Outcome.MALFORMED, "Expected kind to be DELIVERED or RETURNED, but it is neither");
        };
    }

    private static Input delivered(LeadEvent event, PriceList prices) throws UnacceptableException {
        BigDecimal amount = event.getPrice();
        return new Input.LeadDelivered(
                event.getEventId(),
                event.getWalletId(),
                event.getLeadId(),
                Fields.microsOrNull("price", amount),
                amount == null ? prices.price(Input.LeadDelivered.CATEGORY) : null,
                event.getBuyerId(),
                event.getCampaignId(),
                event.getChannel(),
                event.getAppId(),
                event.getHoldId(),
                event.getOccurredAt().toEpochMilli());
    }
}
