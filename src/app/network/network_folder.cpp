#include "app/network/network_folder.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/hash.h"
#include "base/text.h"
#include "formats/charset.h"
#include "graph/io_binary.h"
#include "graph/io_network.h"

namespace hoshirube {

namespace {

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr const char* kAboutFile = "about.json";

Result<Done> in_pieces(Files& files, const std::string& path, const std::function<Result<Done>(std::string_view)>& take) {
    const auto file = TRY(files.open(path));
    std::string piece(kPieceBytes, '\0');
    while (true) {
        const auto count = TRY(file->read(piece.data(), piece.size()));
        if (count == 0) return Done{};
        TRY(take(std::string_view(piece).substr(0, count)));
    }
}

// Hands on what ends with a line end and keeps the rest: no character of UTF-8 or CP932 holds a line feed.
class WholeLines {
public:
    std::string_view whole(std::string_view piece) {
        const auto end = piece.rfind('\n');
        if (end == piece.npos) {
            rest_ += piece;
            return {};
        }
        lines_ = std::move(rest_);
        lines_ += piece.substr(0, end + 1);
        rest_ = piece.substr(end + 1);
        return lines_;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string lines_, rest_;
};

enum class Encoding { Utf8, Cp932, Utf16 };

// A file is UTF-8 only if all of it is; the first byte that is not may stand in its last line.
Result<Encoding> encoding_of(Files& files, const std::string& path) {
    WholeLines lines;
    bool is_first = true, has_mark = false, is_workbook = false, is_all_utf8 = true;
    TRY(in_pieces(files, path, [&](std::string_view piece) -> Result<Done> {
        if (is_first) has_mark = piece.substr(0, 2) == "\xff\xfe" || piece.substr(0, 2) == "\xfe\xff";
        if (is_first) is_workbook = piece.substr(0, 4) == "PK\x03\x04" || piece.substr(0, 4) == "\xd0\xcf\x11\xe0";
        is_first = false;
        if (is_workbook) return invalid("table.is_workbook");
        if (is_all_utf8 && !has_mark) is_all_utf8 = is_utf8(lines.whole(piece));
        return Done{};
    }));
    if (has_mark) return Encoding::Utf16;
    return is_all_utf8 && is_utf8(lines.rest()) ? Encoding::Utf8 : Encoding::Cp932;
}

Json about_json(const NetworkOrigin& origin, const std::string& sha256) {
    return {{"source", origin.source},
            {"data_on", origin.data_on},
            {"is_synthetic", origin.is_synthetic},
            {"network_sha256", sha256}};
}

Result<NetworkOrigin> read_about(Files& files, const std::string& folder, const std::string& sha256) {
    const auto path = folder + "/" + kAboutFile;
    if (!files.exists(path)) return NetworkOrigin{};
    const auto bytes = TRY(read_whole(files, path));
    const auto about = TRY(parse_json(bytes));
    const auto text = [&](const char* name) {
        return about.is_object() && about.contains(name) && about[name].is_string() ? about[name].get<std::string>() : "";
    };
    if (text("network_sha256") != sha256) return invalid("network.folder_mixed", {}, {{"path", folder}});
    return NetworkOrigin{text("source"), text("data_on"), about.value("is_synthetic", Json(false)) == true};
}

Result<OpenNetwork> open_binary(Files& files, const std::string& folder) {
    const auto path = folder + "/" + std::string(graph::kNetworkFile);
    std::string head(graph::kNetworkHeadBytes, '\0');
    const auto first = TRY(files.open(path));
    head.resize(TRY(first->read(head.data(), head.size())));
    const auto file = TRY(files.open(path));
    std::optional<Error> failure;
    const auto read = [&](char* to, std::size_t count) {
        for (std::size_t done = 0; done < count;) {
            const auto more = file->read(to + done, count - done);
            if (!more) failure = more.error();
            if (!more || *more == 0) return false;
            done += *more;
        }
        return true;
    };
    auto network = graph::read_network({file->size(), read});
    if (failure) return *failure;
    if (!network) return std::move(network.error());
    const auto sha256 = graph::stated_network_hash(head);
    auto origin = TRY(read_about(files, folder, sha256));
    return OpenNetwork{std::move(*network), std::move(origin), sha256};
}

} // namespace

Result<Done> read_text(Files& files, const std::string& path, const std::function<void(std::string_view)>& take) {
    const auto encoding = TRY(encoding_of(files, path));
    if (encoding == Encoding::Utf16) {
        const auto bytes = TRY(read_whole(files, path)); // Known by its mark only, and never large.
        take(TRY(decode_text(bytes)).utf8);
        return Done{};
    }
    if (encoding == Encoding::Utf8) {
        return in_pieces(files, path, [&](std::string_view piece) -> Result<Done> {
            take(piece);
            return Done{};
        });
    }
    WholeLines lines;
    const auto take_lines = [&](std::string_view piece) -> Result<Done> {
        take(TRY(from_cp932(lines.whole(piece))));
        return Done{};
    };
    TRY(in_pieces(files, path, take_lines));
    take(TRY(from_cp932(lines.rest())));
    return Done{};
}

namespace {

// Whoever has to correct the table of firms wants to hear of both.
Error with_faults_of_links(Files& files, const std::string& links, Error error) {
    graph::LinksReader reader;
    const auto read = read_text(files, links, [&](std::string_view piece) { reader.add(piece); });
    const auto checked = reader.finish();
    if (read && checked) return error;
    auto fault = read ? checked.error() : read.error();
    auto more = std::move(fault.also);
    fault.also.clear();
    error.also.push_back(std::move(fault));
    for (auto& one : more) error.also.push_back(std::move(one));
    return error;
}

} // namespace

Result<graph::Network> read_tables(Files& files, const std::string& nodes, const std::string& links) {
    graph::NodesReader nodes_reader;
    TRY(read_text(files, nodes, [&](std::string_view piece) { nodes_reader.add(piece); }));
    auto firms = nodes_reader.finish();
    if (!firms) return with_faults_of_links(files, links, std::move(firms.error()));
    graph::LinksReader links_reader(*firms);
    TRY(read_text(files, links, [&](std::string_view piece) { links_reader.add(piece); }));
    auto read = TRY(links_reader.finish());
    return graph::Network::build(std::move(*firms), std::move(read));
}

Result<graph::Essentiality> read_essentiality(Files& files, const std::string& path) {
    std::string text;
    TRY(read_text(files, path, [&](std::string_view piece) { text += piece; }));
    return graph::parse_essentiality(text);
}

namespace {

std::string place(const std::string& folder, std::string_view file) { return folder + "/" + std::string(file); }

Result<bool> holds(Files& files, const std::string& path, const std::function<void(const graph::TextSink&)>& make) {
    Sha256 found, made;
    TRY(in_pieces(files, path, [&](std::string_view piece) -> Result<Done> {
        found.add(piece);
        return Done{};
    }));
    make([&](std::string_view piece) { made.add(piece); });
    return found.finish_hex() == made.finish_hex();
}

// A table that was corrected after its import must not be passed over in silence. One that is only younger was copied.
Result<Done> check_tables(Files& files, const std::string& folder, const graph::Network& network) {
    const auto nodes = place(folder, graph::kNodesFile), links = place(folder, graph::kLinksFile);
    bool is_same = true;
    if (files.is_newer(nodes, place(folder, graph::kNetworkFile)))
        is_same = TRY(holds(files, nodes, [&](const graph::TextSink& sink) { graph::write_nodes(network.table(), sink); }));
    if (is_same && files.is_newer(links, place(folder, graph::kNetworkFile)))
        is_same = TRY(holds(files, links, [&](const graph::TextSink& sink) { graph::write_links(network, sink); }));
    if (!is_same) return invalid("network.tables_changed", {}, {{"path", folder}});
    return Done{};
}

} // namespace

Result<OpenNetwork> open_network(Files& files, const std::string& folder) {
    if (files.exists(place(folder, graph::kNetworkFile))) {
        auto opened = TRY(open_binary(files, folder));
        TRY(check_tables(files, folder, opened.network));
        return opened;
    }
    const auto nodes = place(folder, graph::kNodesFile), links = place(folder, graph::kLinksFile);
    if (!files.exists(nodes) || !files.exists(links)) return invalid("network.folder_empty", {}, {{"path", folder}});
    auto network = TRY(read_tables(files, nodes, links));
    Sha256 hash;
    graph::write_network(network, [&](std::string_view piece) { hash.add(piece); });
    return OpenNetwork{std::move(network), {}, hash.finish_hex()};
}

namespace {

// Files that appear together: written beside their places, moved there at the end, gone after a failure.
class Together {
public:
    Together(Files& files, std::string folder) : files_(files), folder_(std::move(folder)) {}
    ~Together() {
        for (const auto& path : written_) (void)files_.remove(partial(path));
    }
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;

    Result<Done> write(std::string_view name, const std::function<void(const graph::TextSink&)>& make) {
        written_.push_back(folder_ + "/" + std::string(name));
        const auto file = TRY(files_.write(partial(written_.back()), 0));
        std::optional<Error> failure;
        make([&](std::string_view piece) {
            if (failure) return;
            if (auto added = file->add(piece); !added) failure = added.error();
        });
        if (failure) return *failure;
        return file->close();
    }
    Result<Done> appear() {
        for (const auto& path : written_) TRY(files_.rename(partial(path), path));
        written_.clear();
        return Done{};
    }

private:
    static std::string partial(const std::string& path) { return path + ".partial"; }

    Files& files_;
    std::string folder_;
    std::vector<std::string> written_;
};

} // namespace

Result<Done> store_network(Files& files, const std::string& folder, const graph::Network& network, const NetworkOrigin& origin,
                           const graph::Essentiality* essentiality) {
    TRY(files.make_folder(folder));
    Together together(files, folder);
    const auto& table = network.table();
    TRY(together.write(graph::kNodesFile, [&](const graph::TextSink& sink) { graph::write_nodes(table, sink); }));
    TRY(together.write(graph::kLinksFile, [&](const graph::TextSink& sink) { graph::write_links(network, sink); }));
    if (essentiality) {
        TRY(together.write(graph::kEssentialityFile,
                           [&](const graph::TextSink& sink) { graph::write_essentiality(*essentiality, sink); }));
    }
    std::string head;
    TRY(together.write(graph::kNetworkFile, [&](const graph::TextSink& sink) {
        graph::write_network(network, [&](std::string_view piece) {
            if (head.size() < graph::kNetworkHeadBytes) head += piece.substr(0, graph::kNetworkHeadBytes - head.size());
            sink(piece);
        });
    }));
    const auto about = about_json(origin, graph::stated_network_hash(head)).dump(2) + "\n";
    TRY(together.write(kAboutFile, [&](const graph::TextSink& sink) { sink(about); }));
    return together.appear();
}

} // namespace hoshirube
