#include "graph/io_binary.h"

#include "base/hash.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace hoshirube::graph {
namespace {

static_assert(std::endian::native == std::endian::little, "network.bin is little-endian; this build would need to swap.");

constexpr std::string_view kMagic = "HNETWRK1";
constexpr std::size_t kHashBytes = 32, kHeadBytes = kMagic.size() + 8 + kHashBytes;

template <class Value>
std::string_view bytes_of(const std::vector<Value>& column) {
    static_assert(std::is_trivially_copyable_v<Value>);
    return {reinterpret_cast<const char*>(column.data()), column.size() * sizeof(Value)};
}

// Hands a column on: number of entries, then the entries; texts as one column of lengths and one of
// characters.
class Writer {
public:
    explicit Writer(const TextSink& sink) : sink_(sink) {}

    template <class Value>
    void column(const std::vector<Value>& values) {
        number(values.size());
        sink_(bytes_of(values));
    }
    void column(const std::vector<std::string>& texts) {
        std::vector<std::uint32_t> lengths;
        std::vector<char> characters;
        for (const std::string& text : texts) {
            lengths.push_back(static_cast<std::uint32_t>(text.size()));
            characters.insert(characters.end(), text.begin(), text.end());
        }
        column(lengths);
        column(characters);
    }
    void number(std::uint64_t value) { sink_({reinterpret_cast<const char*>(&value), sizeof value}); }

private:
    const TextSink& sink_;
};

// Takes columns off the front. After a failure everything else fails too.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    bool is_whole() const { return is_good_ && bytes_.empty(); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        if (!is_good_ || bytes_.size() < sizeof value) {
            is_good_ = false;
            return 0;
        }
        std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_.remove_prefix(sizeof value);
        return value;
    }
    template <class Value>
    void column(std::vector<Value>& values) {
        const std::uint64_t count = number();
        is_good_ = is_good_ && count <= bytes_.size() / sizeof(Value);
        if (!is_good_) return;
        values.resize(count);
        if (count > 0) std::memcpy(values.data(), bytes_.data(), count * sizeof(Value));
        bytes_.remove_prefix(count * sizeof(Value));
    }
    void column(std::vector<std::string>& texts) {
        std::vector<std::uint32_t> lengths;
        std::vector<char> characters;
        column(lengths);
        column(characters);
        std::string_view rest(characters.data(), characters.size());
        texts.reserve(lengths.size());
        for (std::uint32_t length : lengths) {
            is_good_ = is_good_ && length <= rest.size();
            if (!is_good_) return;
            texts.emplace_back(rest.substr(0, length));
            rest.remove_prefix(length);
        }
        is_good_ = is_good_ && rest.empty();
    }

private:
    std::string_view bytes_;
    bool is_good_ = true;
};

// The one list of what stands in the file, for both directions. Stored: never reorder.
template <class Stream, class Table, class Rows>
void pass(Stream& stream, Table& firms, Rows& rows) {
    stream.column(firms.id);
    stream.column(firms.sector);
    stream.column(firms.sector_name);
    stream.column(firms.market);
    stream.column(firms.market_name);
    stream.column(firms.revenue);
    stream.column(firms.cost);
    stream.column(firms.weight);
    stream.column(firms.prefecture);
    stream.column(firms.name);
    stream.column(rows.start);
    stream.column(rows.buyer);
    stream.column(rows.sales);
}

} // namespace

void write_network(const Network& network, const TextSink& sink) {
    // Kept whole: its length and hash stand before it.
    std::string body;
    const TextSink keep = [&](std::string_view piece) { body += piece; };
    Writer writer(keep);
    pass(writer, network.table(), network.rows());
    const std::uint64_t length = body.size();
    sink(kMagic);
    sink({reinterpret_cast<const char*>(&length), sizeof length});
    sink(sha256(body));
    sink(body);
}

Result<Network> read_network(std::string_view bytes) {
    if (!bytes.starts_with(kMagic)) return invalid("network.not_this_format", "network");
    std::uint64_t length = 0;
    if (bytes.size() < kHeadBytes) return invalid("network.cut_off_binary", "network");
    std::memcpy(&length, bytes.data() + kMagic.size(), sizeof length);
    const std::string_view hash = bytes.substr(kHeadBytes - kHashBytes, kHashBytes), body = bytes.substr(kHeadBytes);
    if (body.size() < length) return invalid("network.cut_off_binary", "network");
    if (body.size() > length || sha256(body) != hash) return invalid("network.damaged", "network");
    FirmTable firms;
    LinkRows rows;
    Reader reader(body);
    pass(reader, firms, rows);
    if (!reader.is_whole()) return invalid("network.damaged", "network");
    return Network::restore(std::move(firms), std::move(rows));
}

} // namespace hoshirube::graph
