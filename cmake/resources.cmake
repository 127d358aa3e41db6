# resources(NAME catalogue_files PREFIX catalogue ROOT dir FILES a.json sub/b.json)
#
# Places files into the binary with .incbin and makes an object library that defines
#   const hoshirube::Resource* NAME_begin();  const hoshirube::Resource* NAME_end();
# Names are PREFIX/relative-path, in the order given. See src/main/resources.h.
function(resources)
  cmake_parse_arguments(ARG "" "NAME;PREFIX;ROOT" "FILES" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${ARG_NAME}.cpp)
  set(text "#include \"main/resource.h\"\n\n")
  set(table "")
  set(paths "")
  set(index 0)
  foreach(file IN LISTS ARG_FILES)
    set(path ${ARG_ROOT}/${file})
    set(symbol ${ARG_NAME}_${index})
    string(APPEND text
      "__asm__(\".section .rodata\\n.balign 16\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${path}\\\"\\n\"\n"
      "        \".global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n"
      "extern \"C\" const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND table "    {\"${ARG_PREFIX}/${file}\", ${symbol}, ${symbol}_end},\n")
    list(APPEND paths ${path})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND text
    "\nnamespace hoshirube {\n"
    "static const ResourceEntry k_entries[] = {\n${table}    {nullptr, nullptr, nullptr},\n};\n"
    "const ResourceEntry* ${ARG_NAME}() { return k_entries; }\n"
    "} // namespace hoshirube\n")
  file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}" COMPILE_OPTIONS "-w")
  add_library(${ARG_NAME} OBJECT ${source})
  target_include_directories(${ARG_NAME} PRIVATE ${CMAKE_SOURCE_DIR}/src)
endfunction()
