#include "graph/io_binary.h"

#include "base/hash.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

namespace hoshirube::graph {
namespace {

static_assert(std::endian::native == std::endian::little, "network.bin is little-endian; this build would need to swap.");

constexpr std::string_view kMagic = "HNETWRK1";
constexpr std::size_t kHashBytes = 32;
static_assert(kNetworkHeadBytes == kMagic.size() + 8 + kHashBytes);

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
        std::uint64_t characters = 0;
        for (const std::string& text : texts) {
            lengths.push_back(static_cast<std::uint32_t>(text.size()));
            characters += text.size();
        }
        column(lengths);
        number(characters);
        std::string piece;
        for (const std::string& text : texts) {
            piece += text;
            if (piece.size() < (1 << 16)) continue;
            sink_(piece);
            piece.clear();
        }
        sink_(piece);
    }
    void number(std::uint64_t value) { sink_({reinterpret_cast<const char*>(&value), sizeof value}); }

private:
    const TextSink& sink_;
};

// Takes columns off the front, hashing what passes. After a failure everything else fails too.
class Reader {
public:
    Reader(const ByteSource& source, std::uint64_t length) : source_(source), left_(length) {}
    bool is_whole() const { return is_good_ && left_ == 0; }
    std::string finish_hex() { return hash_.finish_hex(); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        take(reinterpret_cast<char*>(&value), sizeof value);
        return is_good_ ? value : 0;
    }
    template <class Value>
    void column(std::vector<Value>& values) {
        const std::uint64_t count = number();
        is_good_ = is_good_ && count <= left_ / sizeof(Value);
        if (!is_good_) return;
        values.reserve(count);
        while (is_good_ && values.size() < count) {
            const std::size_t before = values.size(), more = std::min<std::uint64_t>(count - before, kPieceBytes / sizeof(Value));
            values.resize(before + more);
            take(reinterpret_cast<char*>(values.data() + before), more * sizeof(Value));
        }
    }
    void column(std::vector<std::string>& texts) {
        std::vector<std::uint32_t> lengths;
        column(lengths);
        std::uint64_t ahead = number(); // Characters of this column not taken yet.
        is_good_ = is_good_ && ahead <= left_;
        if (!is_good_) return;
        texts.reserve(lengths.size());
        std::string piece;
        std::size_t at = 0;
        for (const std::uint32_t length : lengths) {
            std::string text;
            while (text.size() < length) {
                if (at == piece.size()) {
                    piece.resize(std::min<std::uint64_t>(kPieceBytes, ahead));
                    at = 0;
                    ahead -= piece.size();
                    take(piece.data(), piece.size());
                    is_good_ = is_good_ && !piece.empty();
                    if (!is_good_) return;
                }
                const std::size_t part = std::min(length - text.size(), piece.size() - at);
                text.append(piece, at, part);
                at += part;
            }
            texts.push_back(std::move(text));
        }
        is_good_ = is_good_ && ahead == 0 && at == piece.size();
    }

private:
    static constexpr std::size_t kPieceBytes = 1 << 20;

    void take(char* to, std::size_t count) {
        is_good_ = is_good_ && count <= left_ && source_.read(to, count);
        if (!is_good_) return;
        left_ -= count;
        hash_.add({to, count});
    }

    const ByteSource& source_;
    std::uint64_t left_;
    Sha256 hash_;
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
    std::uint64_t length = 0;
    Sha256 hash;
    const TextSink measure = [&](std::string_view piece) {
        length += piece.size();
        hash.add(piece);
    };
    Writer measuring(measure);
    pass(measuring, network.table(), network.rows());
    sink(kMagic);
    sink({reinterpret_cast<const char*>(&length), sizeof length});
    sink(hash.finish());
    Writer writer(sink);
    pass(writer, network.table(), network.rows());
}

std::string stated_network_hash(std::string_view head) {
    if (!head.starts_with(kMagic) || head.size() < kNetworkHeadBytes) return {};
    return to_hex(head.substr(kNetworkHeadBytes - kHashBytes, kHashBytes));
}

Result<Network> read_network(const ByteSource& source) {
    std::string head(std::min<std::uint64_t>(kNetworkHeadBytes, source.size), '\0');
    if (!source.read(head.data(), head.size()) || !head.starts_with(kMagic)) return invalid("network.not_this_format", "network");
    if (head.size() < kNetworkHeadBytes) return invalid("network.cut_off_binary", "network");
    std::uint64_t length = 0;
    std::memcpy(&length, head.data() + kMagic.size(), sizeof length);
    if (source.size - kNetworkHeadBytes < length) return invalid("network.cut_off_binary", "network");
    FirmTable firms;
    LinkRows rows;
    Reader reader(source, length);
    pass(reader, firms, rows);
    const bool is_ours = source.size - kNetworkHeadBytes == length && reader.is_whole();
    if (!is_ours || reader.finish_hex() != stated_network_hash(head)) return invalid("network.damaged", "network");
    return Network::restore(std::move(firms), std::move(rows));
}

Result<Network> read_network(std::string_view bytes) {
    return read_network(ByteSource{bytes.size(), [&bytes](char* to, std::size_t count) {
                                       if (bytes.size() < count) return false;
                                       std::copy_n(bytes.begin(), count, to);
                                       bytes.remove_prefix(count);
                                       return true;
                                   }});
}

} // namespace hoshirube::graph
